INSERT INTO t1_commits(text) VALUES ('8');
