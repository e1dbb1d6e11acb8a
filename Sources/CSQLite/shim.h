#include <sqlite3.h>

/* sqlite3_db_config takes any number of arguments, which Swift cannot call. The connection runs no trigger and opens no view, whoever put them into
   the file, trusts no function that its schema names, and lets nobody write into SQLite's own tables. */
static inline int chatelaine_sqlite_distrust(sqlite3 *connection) {
    int const meant[][2] = {
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}, {SQLITE_DBCONFIG_DEFENSIVE, 1}};
    for (unsigned i = 0; i < sizeof meant / sizeof *meant; i++) {
        int code = sqlite3_db_config(connection, meant[i][0], meant[i][1], (int *)0);
        if (code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
}
