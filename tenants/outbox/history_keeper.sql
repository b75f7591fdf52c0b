-- The role that owns every history, so that the application can add to it and never change or remove what stands there.
-- Once in each database, by a superuser; "app" is the user in DATABASE_URL, who is none:
--   psql --username postgres --dbname raderwerk --set app=raderwerk --file tenants/outbox/history_keeper.sql
-- The keeper has the rights of the application, and not the other way round. `manage.py migrate` gives it what there is.

CREATE ROLE raderwerk_history NOLOGIN;

GRANT :"app" TO raderwerk_history;

CREATE SCHEMA raderwerk_history AUTHORIZATION raderwerk_history;

CREATE FUNCTION raderwerk_history.keep(of_schema text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    history text := format('%I.outbox_history', of_schema);
BEGIN
    EXECUTE format('ALTER TABLE %s OWNER TO raderwerk_history', history);
    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, %I', history, session_user);
    EXECUTE format('GRANT SELECT, INSERT ON %s TO %I', history, session_user);
    EXECUTE format('GRANT SELECT ON SEQUENCE %s TO %I', pg_get_serial_sequence(history, 'id'), session_user);
END $$;

ALTER FUNCTION raderwerk_history.keep(text) OWNER TO raderwerk_history;

REVOKE ALL ON FUNCTION raderwerk_history.keep(text) FROM PUBLIC;

GRANT USAGE ON SCHEMA raderwerk_history TO :"app";

GRANT EXECUTE ON FUNCTION raderwerk_history.keep(text) TO :"app";
