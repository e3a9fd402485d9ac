-- Sessions that were held before the run, from %(first)s to %(last)s, with all that a session leaves behind:
-- 4 of 10 are completed, 2 open, 4 expired after none or some answers; every fifth phone has two of them.
-- An id (UUID version 7) is made of a head for the time, three digits for the table, and a tail for the number.
CREATE TEMP TABLE held AS
 SELECT n, head, tail, (head || '001' || tail || '0')::uuid AS id, '+47' || (40000000 + n - (n %% 5 = 4)::int) AS phone,
  lpad((n * 7919 %% 10000000000)::text, 10, '0') AS subnumber, state, answered, created_at, 1 + n %% 10 AS value,
  created_at + interval '3 days' AS expires_at,
  CASE state WHEN 'completed' THEN created_at + interval '10 minutes'
   WHEN 'expired' THEN created_at + interval '3 days' END AS ended_at
 FROM (
  SELECT n, CASE WHEN n %% 10 < 4 THEN 'completed' WHEN n %% 10 < 6 THEN 'active' ELSE 'expired' END AS state,
   CASE WHEN n %% 10 < 4 THEN 5 WHEN n %% 10 IN (5, 7, 8) THEN n / 10 %% 5 ELSE 0 END AS answered,
   CASE WHEN n %% 10 IN (4, 5) THEN now() - interval '2 days' ELSE now() - interval '30 days' END
    + (n - %(first)s)::float / (%(last)s - %(first)s + 1)
    * CASE WHEN n %% 10 IN (4, 5) THEN interval '1 day' ELSE interval '26 days' END AS created_at
  FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
 ) AS numbered,
 LATERAL (SELECT lpad(to_hex((extract(epoch FROM created_at) * 1000)::bigint), 12, '0') || '7' AS head,
  '8' || lpad(to_hex(n), 14, '0') AS tail) AS parts;
ANALYZE held;
INSERT INTO sessions.sessions (id, tenant, survey_id, survey_version, sender, subnumber, phone, state, conversation,
  question_message_id, asked_at, expires_at, created_at, first_messages, ended_at, completed_at, client_reference,
  warnings, variables)
 SELECT id, 'default', %(survey)s, 1, '1963', subnumber, phone, state,
  jsonb_build_object('status', state, 'language', 'en', 'sent', answered + 1,
   'current', CASE state WHEN 'completed' THEN 'done' ELSE 'q' || (answered + 1) END,
   'variables', '{"agentid": "a1", "queuekey": "q"}'::jsonb,
   'question_sequence', CASE state WHEN 'completed' THEN 0 ELSE answered + 1 END,
   'answers', coalesce((SELECT jsonb_object_agg('q' || one, jsonb_build_object('t', value::text, 'v', value))
    FROM generate_series(1, answered) AS one), '{}')),
  (head || '002' || tail || least(answered + 1, 5))::uuid, created_at + answered * interval '1 minute', expires_at,
  created_at, 1, ended_at, CASE state WHEN 'completed' THEN ended_at END, '', '[]',
  '[["agentid", "a1"], ["queueKey", "q"]]'
 FROM held;
INSERT INTO sessions.contacts (tenant, phone) SELECT DISTINCT 'default', phone FROM held ON CONFLICT DO NOTHING;
INSERT INTO sessions.replies (id, tenant, session_id, sender, subnumber, phone, text, received_at, verdict,
  element_id, element_type, value, comment, attempts, shortened)
 SELECT (head || '003' || tail || one)::uuid, 'default', id, '1963', subnumber, phone, value::text,
  created_at + one * interval '1 minute', 'answer', 'q' || one, 'scale', to_jsonb(value), '', 1, false
 FROM held, generate_series(1, answered) AS one;
INSERT INTO sms.messages (id, tenant, conversation_id, sequence, sender, subnumber, recipient, text, kind, priority,
  status, encoding, segments, provider, provider_message_id, created_at, delay, due_at, not_before, expires_at,
  sent_at, attempts, error_code)
 SELECT (head || '002' || tail || one)::uuid, 'default', id, one, '1963', subnumber, phone,
  CASE one WHEN 6 THEN 'Thank you for your answers!' ELSE 'Question ' || one
   || ': on a scale from 1-10, how much did you enjoy the shopping experience with us?' END,
  CASE one WHEN 6 THEN 'completion' ELSE 'question' END, CASE one WHEN 1 THEN 'first' ELSE 'conversation' END,
  'delivered', 'gsm7', 1, 'plain', 'stored-' || n || '-' || one, sent_at, interval '0', sent_at, sent_at, expires_at,
  sent_at, 0, ''
 FROM held, generate_series(1, answered + 1) AS one,
  LATERAL (SELECT created_at + (one - 1) * interval '1 minute' AS sent_at) AS leaving;
INSERT INTO sms.inbox (id, tenant, provider, provider_message_id, sender, subnumber, phone, text, received_at,
  seen_message_id, seen_conversation_id, seen_sequence, seen_due_at, attempts, reason)
 SELECT (head || '003' || tail || one)::uuid, 'default', 'plain', 'stored-' || n || '-' || one, '1963', subnumber,
  phone, value::text, created_at + one * interval '1 minute', (head || '002' || tail || one)::uuid, id, one,
  created_at + (one - 1) * interval '1 minute', 0, ''
 FROM held, generate_series(1, answered) AS one;
INSERT INTO sms.reply_addresses (conversation_id, tenant, sender, subnumber, recipient, created_at, expires_at,
  ended_at, held)
 SELECT id, 'default', '1963', subnumber, phone, created_at, expires_at, ended_at, true FROM held;
INSERT INTO sms.status_reports (id, provider, provider_message_id, message_id, status, error_code, opted_out,
  applied, reported_at, attempts, reason)
 SELECT (head || '004' || tail || one)::uuid, 'plain', 'stored-' || n || '-' || one,
  (head || '002' || tail || one)::uuid, 'delivered', '', false, true, created_at + one * interval '1 minute', 0, ''
 FROM held, generate_series(1, answered + 1) AS one;
DROP TABLE held;
