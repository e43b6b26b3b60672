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

std::variant<std::string_view, damage> rocksdb_records::stored(sequence at) {
  if (here_ != 0 && at == here_ + 1) {
    iterator_->Next();
  } else if (here_ != at || here_ == 0) {
    iterator_->Seek(slice(view(event_key_of(partition_, at))));
  }
  here_ = 0;
  if (!iterator_->Valid()) return missing_or_unreadable(at);
  if (sequence_of_event_key(text(iterator_->key()), partition_) != at) {
    return missing_or_unreadable(at);
  }
  here_ = at;
  return text(iterator_->value());
}

std::variant<sequence, damage> rocksdb_records::last() {
  here_ = 0;
  constexpr auto beyond = std::numeric_limits<sequence>::max();
  iterator_->SeekForPrev(slice(view(event_key_of(partition_, beyond))));
  if (!iterator_->Valid() && iterator_->status().ok()) return sequence{0};
  if (!iterator_->Valid()) return missing_or_unreadable(0);
  return sequence_of_event_key(text(iterator_->key()), partition_).value_or(0);
}

damage rocksdb_records::missing_or_unreadable(sequence at) const {
  const auto status = iterator_->status();
  if (status.ok()) return {.what = "record " + std::to_string(at) + " is missing", .at = at};
  return {
      .what = "record " + std::to_string(at) + " cannot be read: " + status.ToString(), .at = at};
}

}  // namespace sluice::store
