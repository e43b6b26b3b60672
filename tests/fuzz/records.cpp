// A stored record, and the event in it: what is read is exactly what was written.
#include "store/record_format.hpp"

#include "base/invariant.hpp"
#include "tests/events/samples.hpp"
#include "tests/fuzz/targets.hpp"

namespace sluice::fuzz {
namespace {

store::new_record written_again(const decoded& event, instant at) {
  return std::visit([&](const auto& e) { return encode(e, event.why, at); }, event.event);
}

store::new_record sealed_record() {
  const data_key key{data_key_id{"d-1"}, merchant_id{"m1"}, {}, secret(std::string(32, 'k'))};
  const auto event = std::get<order::event>(samples::all().front().event);
  return encode(
      event, samples::ordinary_cause(), samples::ordinary_time(), {key, {}, "order/m1/A-1001", 3});
}

}  // namespace

void feed_record(std::string_view bytes) {
  const auto first = store::size_of_first(bytes);
  SLUICE_INVARIANT(first <= bytes.size() && (first > 0 || bytes.empty()));
  const auto stored = store::decode_record(bytes);
  if (const auto* bad = std::get_if<store::bad_record>(&stored)) {
    SLUICE_INVARIANT(!bad->what.empty());
    return;
  }
  store::record record;
  store::copy_into(record, std::get<store::record_view>(stored));
  const auto result = decode(record);
  const auto* event = std::get_if<decoded>(&result);
  if (event == nullptr) return;
  if (record.has_sealed_part) return;  // what is not known cannot be written again
  auto copy = record;
  const auto again = written_again(*event, time_of(record));
  copy.type = again.type;
  copy.schema_version = again.schema_version;
  copy.payload = again.payload;
  const auto reread = decode(copy);
  SLUICE_INVARIANT(std::holds_alternative<decoded>(reread));
  SLUICE_INVARIANT(std::get<decoded>(reread).why == event->why);
  SLUICE_INVARIANT(
      samples::as_text(std::get<decoded>(reread).event) == samples::as_text(event->event));
}

std::vector<std::string> record_seeds() {
  std::vector<std::string> out;
  std::vector<store::new_record> all{sealed_record()};
  for (const auto& sample : samples::all()) all.push_back(samples::encode_any(sample.event));
  for (auto& written : all) {
    const auto record = samples::as_record(std::move(written));
    std::string bytes;
    store::encode_record(
        {.position = record.position,
         .partition = record.partition,
         .epoch = record.epoch,
         .closes_stream = record.closes_stream,
         .stream = record.stream,
         .stream_position = record.stream_position,
         .previous_in_stream = record.previous_in_stream,
         .type = record.type,
         .schema_version = record.schema_version,
         .time_ms = record.time_ms,
         .has_sealed_part = record.has_sealed_part,
         .payload = record.payload},
        bytes);
    out.push_back(bytes.append(sizeof(store::digest), '\0'));
  }
  return out;
}

}  // namespace sluice::fuzz
