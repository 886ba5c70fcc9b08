export const HELP = `Petition Pack: gather names door to door, offline, and hand in a petition whose count adds up.

  npm start                         serve the app and its API
  npm start -- --organiser-link     print a new one-time link for an organiser, and end
  npm run demo                      serve an example petition from a throw-away directory

  npx petition-pack backup [--to DIR]
                                    make a backup now, beside a running server too
  npx petition-pack backups         list the backups
  npx petition-pack restore FILE    make a backup the database of this machine
      --kit CODE                    code of a recovery kit, once for each petition. Others on this
                                    machine can see it: leave it out to be asked, or use RECOVERY_KIT
      --master-key FILE             the master key of the machine that made the backup
      --accept-loss                 restore even if phones no longer hold what came after it
      --force                       set aside the database that is there

Environment
  PORT              port to serve on                                3000
  HOST              address to serve on; 0.0.0.0 serves all         127.0.0.1
  PUBLIC_URL        where phones reach this server, with https      http://localhost:PORT
  DATA_DIR          directory of the database and the key           data
  DATABASE_URL      a PostgreSQL database, not the built-in one     (built-in)
  MASTER_KEY_FILE   the key that wraps the keys of petitions        DATA_DIR/master.key
  BACKUP_DIR        directory of the backups; use another disk      DATA_DIR/backups
  BACKUP_EVERY      minutes between two backups; 0 for never        60
  LOG_LEVEL         silent, fatal, error, warn, info, debug, trace  info
`
