-- What was on the stage goes with the evening, however it ended.
UPDATE evenings SET stage = NULL WHERE ended = 1;
