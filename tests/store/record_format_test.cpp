// The bytes on disk are those of events/FORMAT.md: the page's own worked example is the test.

#include "store/record_format.hpp"

#include "store/chain.hpp"
#include "store/head_file.hpp"
#include "store/key_layout.hpp"
#include "tests/format_page.hpp"
#include "tests/store/store_fixture.hpp"

using namespace sluice::store;
using sluice::testing::example;

namespace {

void append_example(event_log& log) {
  auto first = to_stream("order/m1/A-1", 0, {"hello"});
  first.records[0].time_ms = 1'700'000'000'000;
  auto second = to_stream("order/m1/A-1", 1, {""});
  second.records[0].type = 2;
  second.records[0].time_ms = 1'700'000'000'250;
  append_all(log, {first, second});
}

/// A sound record, to be made unsound.
std::string sound() { return example("record 2"); }

std::string with_byte(std::string bytes, std::size_t at, int value) {
  bytes.at(at) = static_cast<char>(value);
  return bytes;
}

std::string refusal_of(const std::string& bytes) {
  const auto decoded = decode_record(bytes);
  const auto* bad = std::get_if<bad_record>(&decoded);
  return bad == nullptr ? "it was taken" : bad->what;
}

}  // namespace

TEST_CASE("the start of the chain is the one on the page") {
  CHECK(view(chain_start(0)) == example("start"));
  CHECK(chain_start(1) != chain_start(0));
}

TEST_CASE("the log stores the records on the page, byte for byte") {
  memory_event_log log;
  append_example(log);
  CHECK(log.stored(1) == example("record 1"));
  CHECK(log.stored(2) == example("record 2"));
  CHECK(log.stored(3).empty());
}

TEST_CASE("the HEAD slot is the one on the page") {
  memory_event_log log;
  append_example(log);
  chain_hasher hasher;
  const auto slot = encode_head_slot(log.current_head(), 0, hasher);
  CHECK(view(slot) == example("head"));
}

TEST_CASE("the records on the page are decoded to what the page says") {
  const auto bytes = example("record 2");
  const auto decoded = decode_record(bytes);
  REQUIRE(std::holds_alternative<record_view>(decoded));
  const auto& r = std::get<record_view>(decoded);
  CHECK(r.position == 2);
  CHECK(r.partition == 0);
  CHECK(r.epoch == 1);
  CHECK(r.stream == "order/m1/A-1");
  CHECK(r.stream_position == 2);
  CHECK(r.previous_in_stream == 1);
  CHECK(r.type == 2);
  CHECK(r.schema_version == 1);
  CHECK(r.time_ms == 1'700'000'000'250);
  CHECK(r.payload.empty());
}

TEST_CASE("every truncation of a record is refused, and one byte too many") {
  const auto whole = example("record 1");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(refusal_of(whole.substr(0, size)) != "it was taken");
  }
  CHECK(says(refusal_of(whole + 'x'), "its lengths say 97"));
}

TEST_CASE("a record of another format is refused") {
  CHECK(refusal_of(with_byte(sound(), 0, 2)) == "has format 2, this version reads format 1");
}

TEST_CASE("unknown flags are refused, and the known ones are told") {
  CHECK(says(refusal_of(with_byte(sound(), 1, 4)), "unknown flags 4"));
  CHECK(says(refusal_of(with_byte(sound(), 1, 128)), "unknown flags 128"));
  for (const int flags : {0, 1, 2, 3}) {
    const auto bytes = with_byte(sound(), 1, flags);
    const auto decoded = decode_record(bytes);
    const auto& r = std::get<record_view>(decoded);
    CHECK(r.has_sealed_part == ((flags & 1) != 0));
    CHECK(r.closes_stream == ((flags & 2) != 0));
    std::string again;
    encode_record(r, again);
    CHECK(again == hashed_part(bytes));
  }
}

TEST_CASE("a reserved field that is used is refused") {
  CHECK(says(refusal_of(with_byte(sound(), 43, 1)), "reserved"));
}

TEST_CASE("lengths that do not add up are refused, also at their largest") {
  CHECK(says(refusal_of(with_byte(sound(), 36, 13)), "its lengths say"));
  CHECK(says(refusal_of(with_byte(sound(), 44, 1)), "its lengths say"));
  auto largest = sound();
  for (const std::size_t at : {36, 37, 44, 45, 46, 47}) largest.at(at) = '\xff';
  CHECK(says(refusal_of(largest), "its lengths say 4295032910"));
}

TEST_CASE("impossible positions are refused") {
  CHECK(says(refusal_of(with_byte(sound(), 8, 0)), "sequence 0"));
  CHECK(says(refusal_of(with_byte(sound(), 32, 0)), "stream sequence 0"));
  CHECK(says(refusal_of(with_byte(sound(), 32, 1)), "but previous sequence 1"));
  CHECK(says(refusal_of(with_byte(sound(), 24, 0)), "but previous sequence 0"));
  CHECK(says(refusal_of(with_byte(sound(), 24, 2)), "before its previous"));
}

TEST_CASE("a record without a stream is refused") {
  auto bytes = with_byte(sound(), 36, 0);
  bytes.erase(48, 12);
  CHECK(says(refusal_of(bytes), "no stream"));
}

TEST_CASE("event keys sort like sequences and belong to one partition") {
  CHECK(view(event_key_of(0, 255)) < view(event_key_of(0, 256)));
  CHECK(view(event_key_of(0, ~sequence{0})) < view(event_key_of(1, 1)));
  CHECK(sequence_of_event_key(view(event_key_of(7, 1234567)), 7) == 1234567);
  CHECK_FALSE(sequence_of_event_key(view(event_key_of(7, 1)), 8).has_value());
  CHECK_FALSE(sequence_of_event_key("short", 0).has_value());
}

TEST_CASE("a stream's state is twenty bytes and nothing else") {
  const stream_state state{.last = 77, .opened_at = 70, .position = 3};
  CHECK(decode_stream_state(view(encode(state))) == state);
  CHECK_FALSE(decode_stream_state("").has_value());
  CHECK_FALSE(decode_stream_state(std::string(21, '\0')).has_value());
}

TEST_CASE("decimal text is digits that fit and nothing else") {
  CHECK(parse_decimal("0") == 0);
  CHECK(parse_decimal("18446744073709551615") == ~std::uint64_t{0});
  for (const auto* text : {"", " 1", "1 ", "-1", "+1", "1.0", "18446744073709551616", "x"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_decimal(text).has_value());
  }
}
