-- Under which id a provider keeps a file of ours, so that each is uploaded once. The hash is of the file's bytes and of the number that
-- sends it: another recording, or another number, has no id yet. Nothing here is about a person.
create table upload (
  hash        bytea primary key,
  media_id    text not null,
  uploaded_at timestamptz not null default now()
);
