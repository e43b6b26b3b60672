#include <limits>

#include "store/key_layout.hpp"
#include "store/rocksdb_log.hpp"

namespace sluice::store {
namespace {

rocksdb::ReadOptions reading(bool in_order) {
  rocksdb::ReadOptions options;
  if (in_order) {
    options.fill_cache = false;  // a scan of everything must not push out what is used
    options.readahead_size = std::size_t{2} << 20;
  }
  return options;
}

}  // namespace

rocksdb_records::rocksdb_records(const rocksdb_database& database, std::uint16_t partition,
                                 bool in_order)
    : partition_(partition),
      iterator_(database->NewIterator(reading(in_order), database.events())) {}

bool rocksdb_records::open_page() {
  page_ = {};
  if (!iterator_->Valid()) return false;
  const auto first = sequence_of_event_key(text(iterator_->key()), partition_);
  if (!first) return false;
  page_ = {*first, text(iterator_->value())};
  return true;
}

std::variant<std::string_view, damage> rocksdb_records::stored(sequence at) {
  auto found = page_.find(at);
  if (!found && at == next_page_) {
    iterator_->Next();
    if (open_page()) found = page_.find(at);
  } else if (!found) {
    iterator_->SeekForPrev(slice(view(event_key_of(partition_, at))));
    if (open_page()) found = page_.find(at);
  }
  next_page_ = found ? at + 1 : 0;
  if (!found) return missing_or_unreadable(at);
  return *found;
}

std::variant<sequence, damage> rocksdb_records::last() {
  next_page_ = 0;
  constexpr auto beyond = std::numeric_limits<sequence>::max();
  iterator_->SeekForPrev(slice(view(event_key_of(partition_, beyond))));
  if (!open_page() && !iterator_->status().ok()) return missing_or_unreadable(0);
  return page_.last();
}

damage rocksdb_records::missing_or_unreadable(sequence at) const {
  const auto status = iterator_->status();
  if (status.ok()) return {.what = "record " + std::to_string(at) + " is missing", .at = at};
  return {
      .what = "record " + std::to_string(at) + " cannot be read: " + status.ToString(), .at = at};
}

}  // namespace sluice::store
