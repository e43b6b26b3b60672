#include "sim/providers/books.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <thread>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice::sim {
namespace {

std::optional<movement_kind> kind_from_name(std::string_view name) noexcept {
  for (const auto kind : enumerators<movement_kind>)
    if (name_of(kind) == name) return kind;
  return std::nullopt;
}

std::optional<movement> from_line(std::string_view line) {
  const auto j = nlohmann::json::parse(line, nullptr, false);
  if (!j.is_object()) return std::nullopt;
  try {
    const auto kind = kind_from_name(j.at("kind").get<std::string>());
    const auto unit = currency_from_name(j.at("currency").get<std::string>());
    if (!kind || !unit) return std::nullopt;
    return movement{
        .kind = *kind,
        .at = instant{millis{j.at("at").get<std::int64_t>()}},
        .channel = j.at("channel").get<std::string>(),
        .key = j.at("key").get<std::string>(),
        .refund_key = j.at("refund_key").get<std::string>(),
        .amount = {j.at("amount_minor").get<std::int64_t>(), *unit},
        .reference = j.at("reference").get<std::string>(),
        .about = j.value("about", std::map<std::string, std::string>{})};
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

std::runtime_error trouble(const std::filesystem::path& file, const std::string& what) {
  return std::runtime_error{"the books " + file.string() + ": " + what};
}

struct whole_lines {
  std::vector<movement> movements{};
  std::size_t bytes = 0;  ///< without a torn last line
};

whole_lines read_whole_lines(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) throw trouble(file, "cannot be read");
  const std::string text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
  whole_lines out;
  for (std::size_t number = 1;; ++number) {
    const auto end = text.find('\n', out.bytes);
    if (end == std::string::npos) return out;
    auto m = from_line(std::string_view{text}.substr(out.bytes, end - out.bytes));
    if (!m) throw trouble(file, "line " + std::to_string(number) + " is no movement");
    out.movements.push_back(std::move(*m));
    out.bytes = end + 1;
  }
}

/// A process that is being killed may hold it for a moment longer.
bool lock(int descriptor, millis patience) {
  constexpr millis between_tries{5};
  for (auto left = patience; ::flock(descriptor, LOCK_EX | LOCK_NB) != 0; left -= between_tries) {
    if (left <= millis{0}) return false;
    std::this_thread::sleep_for(between_tries);
  }
  return true;
}

}  // namespace

std::string_view name_of(movement_kind kind) noexcept {
  switch (kind) {
    case movement_kind::pay_received: return "pay_received";
    case movement_kind::paid: return "paid";
    case movement_kind::refunded: return "refunded";
    case movement_kind::given_back: return "given_back";
    case movement_kind::held: return "held";
    case movement_kind::taken: return "taken";
    case movement_kind::let_go: return "let_go";
  }
  broken_invariant("every kind of movement has a name", __FILE__, __LINE__);
}

std::string to_line(const movement& m) {
  nlohmann::ordered_json j{
      {"at", m.at.time_since_epoch().count()},
      {"kind", name_of(m.kind)},
      {"channel", m.channel},
      {"key", m.key},
      {"refund_key", m.refund_key},
      {"amount_minor", m.amount.minor_units},
      {"currency", name_of(m.amount.unit)},
      {"reference", m.reference}};
  if (!m.about.empty()) j["about"] = m.about;
  // Text from requests need not be UTF-8; a line with a replaced character is better than none.
  return j.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

std::vector<movement> read_movements(const std::filesystem::path& file) {
  return read_whole_lines(file).movements;
}

book_totals total(const std::vector<movement>& movements) {
  book_totals out;
  for (const auto& m : movements) {
    auto& row = out[m.key];
    row.channel = m.channel;
    switch (m.kind) {
      case movement_kind::pay_received: ++row.received; break;
      case movement_kind::paid: row.paid_minor += m.amount.minor_units; break;
      case movement_kind::refunded:
      case movement_kind::given_back: row.returned_minor += m.amount.minor_units; break;
      case movement_kind::held: row.held_minor += m.amount.minor_units; break;
      case movement_kind::taken:
      case movement_kind::let_go: row.held_minor -= m.amount.minor_units; break;
    }
  }
  return out;
}

book_totals read_books(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return {};
  return total(read_movements(file));
}

books::books(const std::filesystem::path& file, millis patience) : file_{file} {
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (descriptor_ < 0) throw trouble(file, std::strerror(errno));
  try {
    if (!lock(descriptor_, patience)) throw trouble(file, "are being written by another process");
    auto whole = read_whole_lines(file);
    if (::ftruncate(descriptor_, static_cast<off_t>(whole.bytes)) != 0)
      throw trouble(file, std::strerror(errno));
    earlier_ = std::move(whole.movements);
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

books::~books() { ::close(descriptor_); }

void books::append(const std::vector<movement>& movements) {
  if (movements.empty()) return;
  std::string text;
  for (const auto& m : movements) text += to_line(m);
  for (std::size_t done = 0; done < text.size();) {
    const auto n = ::write(descriptor_, text.data() + done, text.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw trouble(file_, std::strerror(errno));
    done += static_cast<std::size_t>(n);
  }
  if (::fdatasync(descriptor_) != 0) throw trouble(file_, std::strerror(errno));
}

}  // namespace sluice::sim
