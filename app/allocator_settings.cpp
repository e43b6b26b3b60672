/// What jemalloc reads when the program starts: the variable's name is its (jemalloc(3), TUNING).
///
/// Huge pages, because the engine's memory is touched all over: orders, hash tables, memtables.
/// Looking up addresses took a tenth of the time of an order.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "thp:always,metadata_thp:always";
}
