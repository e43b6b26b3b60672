#include "app/backup/backup_manifest.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/time_text.hpp"

namespace sluice::app {
namespace {

using ordered = nlohmann::ordered_json;

constexpr std::uint32_t manifest_format = 1;

bool is_hash(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// It is written to under a new folder: it must not lead out of it.
bool stays_inside(const std::string& path) {
  return !path.empty() && path.front() != '/' && path.find("..") == std::string::npos;
}

backup_manifest read(const ordered& from) {
  backup_manifest m{
      .number = from.at("number"),
      .log = from.at("log"),
      .incarnation = from.at("incarnation"),
      .partition = from.at("partition"),
      .epoch = from.at("epoch"),
      .first = from.at("first_sequence"),
      .last = from.at("last_sequence"),
      .new_bytes = from.at("new_bytes")};
  m.taken_at = instant_from_rfc3339(from.at("taken_at").get<std::string>()).value_or(instant{});
  for (const auto& f : from.at("files"))
    m.files.push_back({.path = f.at("path"), .size = f.at("size"), .sha256 = f.at("sha256")});
  return m;
}

}  // namespace

std::uint64_t size_of(const backup_manifest& all) noexcept {
  std::uint64_t sum = 0;
  for (const auto& f : all.files) sum += f.size;
  return sum;
}

std::string title_of(const backup_manifest& m) { return "backup " + std::to_string(m.number); }

std::string to_json_text(const backup_manifest& m) {
  ordered out{
      {"format", manifest_format},
      {"number", m.number},
      {"taken_at", rfc3339(m.taken_at)},
      {"log", m.log},
      {"incarnation", m.incarnation},
      {"partition", m.partition},
      {"epoch", m.epoch},
      {"first_sequence", m.first},
      {"last_sequence", m.last},
      {"new_bytes", m.new_bytes},
      {"files", ordered::array()}};
  for (const auto& f : m.files)
    out["files"].push_back({{"path", f.path}, {"size", f.size}, {"sha256", f.sha256}});
  return out.dump(1) + '\n';
}

std::variant<backup_manifest, std::string> manifest_from_json(std::string_view text) {
  try {
    const auto from = ordered::parse(text);
    if (from.at("format") != manifest_format)
      return "has format " + from.at("format").dump() + ", this version reads format " +
             std::to_string(manifest_format);
    auto m = read(from);
    const auto is_sound = [](const backup_file& f) {
      return is_hash(f.sha256) && stays_inside(f.path);
    };
    if (!std::all_of(m.files.begin(), m.files.end(), is_sound) || m.files.empty())
      return std::string("does not say where its files lie");
    return m;
  } catch (const ordered::exception& wrong) {
    return std::string("cannot be read: ") + wrong.what();
  }
}

}  // namespace sluice::app
