/// Old recordings are read on every build, for ever. A recording is never changed: an event that is
/// written differently gets a new schema version, new recordings beside the old ones, and a step in
/// events/upcast.cpp.
///
/// Only how this program shows an event (the line `event`) may follow the program.
///
/// A file holds lines `key: value`, then `payload:` and hexadecimal digits. In recorded/v1/refused
/// stands what must not be read, with the reason under `refused`.

#include <filesystem>
#include <fstream>
#include <map>

#include "base/hex.hpp"
#include "events/json.hpp"
#include "source_tree.hpp"
#include "tests/catch.hpp"
#include "tests/events/samples.hpp"

#include <nlohmann/json.hpp>

using namespace sluice;
namespace fs = std::filesystem;

namespace {

const fs::path folder = fs::path(SLUICE_SOURCE_DIR) / "tests/events/recorded/v1";

struct recording {
  store::record record;
  std::map<std::string, std::string> values;
};

std::string from_hex(const std::string& digits) {
  std::string out;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    out += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  return out;
}

recording read(const fs::path& file) {
  std::ifstream in(file);
  REQUIRE(in.good());
  recording out;
  std::string line;
  std::string digits;
  while (std::getline(in, line)) {
    const auto colon = line.find(": ");
    if (colon != std::string::npos)
      out.values[line.substr(0, colon)] = line.substr(colon + 2);
    else if (line != "payload:")
      digits += line;
  }
  store::new_record r;
  r.type = static_cast<std::uint16_t>(std::stoi(out.values.at("type")));
  r.schema_version = static_cast<std::uint16_t>(std::stoi(out.values.at("schema_version")));
  r.time_ms = std::stoll(out.values.at("time_ms"));
  r.payload = from_hex(digits);
  out.record = samples::as_record(std::move(r));
  return out;
}

std::string wrapped_hex(const std::string& bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(bytes[i]);
    out += hex(&byte, 1);
    if (i % 48 == 47 || i + 1 == bytes.size()) out += '\n';
  }
  return out;
}

/// What a recording of this sample has to look like; shown when there is none yet.
std::string recording_of(const samples::sample& s) {
  const auto r = samples::encode_any(s.event);
  return "type: " + std::to_string(r.type) + "\nschema_version: " +
         std::to_string(r.schema_version) + "\ntime_ms: " + std::to_string(r.time_ms) +
         "\nevent: " + to_line(to_json(s.event)) + "\npayload:\n" + wrapped_hex(r.payload);
}

}  // namespace

TEST_CASE("every sample is recorded, and is still written byte for byte the same") {
  for (const auto& s : samples::all()) {
    const auto file = folder / (s.name + ".hex");
    INFO("record this as " << file << ":\n" << recording_of(s));
    REQUIRE(fs::exists(file));
    const auto old = read(file);
    CHECK(wrapped_hex(samples::encode_any(s.event).payload) == wrapped_hex(old.record.payload));
  }
}

TEST_CASE("every recording is still read as what it was") {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    INFO(entry.path());
    const auto old = read(entry.path());
    const auto result = decode(old.record);
    REQUIRE(std::holds_alternative<decoded>(result));
    const auto& got = std::get<decoded>(result);
    CHECK(got.why == samples::ordinary_cause());
    CHECK(to_line(to_json(got.event)) == old.values.at("event"));
    ++count;
  }
  CHECK(count >= samples::all().size());
}

TEST_CASE("what was never an event is still refused, with its reason") {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(folder / "refused")) {
    INFO(entry.path());
    const auto bad = read(entry.path());
    const auto result = decode(bad.record);
    REQUIRE(std::holds_alternative<undecodable>(result));
    CHECK(std::get<undecodable>(result).message == bad.values.at("refused"));
    ++count;
  }
  CHECK(count >= 6);
}
