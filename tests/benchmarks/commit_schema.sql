-- The table of the latency bars' reference: the smallest durable commit there is.
DROP TABLE IF EXISTS t1_commits;
CREATE TABLE t1_commits(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text NOT NULL);
