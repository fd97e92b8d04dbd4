-- What 0007 writes that the versions before it did not: the language that an account's client told.
UPDATE accounts SET locale = 'ru-RU' WHERE platform = 'telegram' AND account = '12';
