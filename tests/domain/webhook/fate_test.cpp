#include "domain/webhook/fate.hpp"

#include <iomanip>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::fate_test {
namespace {

constexpr instant fate_begins{millis{1'700'000'000'000}};

instant moment_in(const std::string& text) {
  const auto parts = parts_of(text, ':');
  return fate_begins + std::chrono::hours{std::stoi(parts.at(0))} +
         std::chrono::minutes{std::stoi(parts.at(1))} +
         std::chrono::seconds{std::stoi(parts.at(2))};
}

std::string words_of(instant at) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at - fate_begins).count();
  std::ostringstream out;
  out << seconds / 3600 << ':' << std::setw(2) << std::setfill('0') << seconds / 60 % 60 << ':'
      << std::setw(2) << seconds % 60;
  return out.str();
}

struct endpoint_story {
  webhook::fate known;
  webhook::given_up_count count;

  std::string take(const std::string& word) {
    const auto w = parts_of(word, ' ');
    const auto now = moment_in(w.at(0));
    if (w.at(1) == "gives_up") return count.add(std::stoull(w.at(2))), "-";
    if (w[1] == "write") return write(now);
    const auto event = event_of(w);
    if (!may_follow(known, event)) return "no";
    apply(known, event, now);
    return "yes";
  }
  std::string write(instant now) {
    const auto due = count.due(known);
    if (!due || *due > now) return "-";
    const auto told = count.take().value();
    apply(known, told, now);
    return std::to_string(told.count) + ", last " + std::to_string(told.last);
  }
  static webhook::event event_of(const std::vector<std::string>& w) {
    const auto number = [&](std::size_t at) { return std::stoull(w.at(at)); };
    if (w[1] == "given_up") return webhook::deliveries_given_up{number(2), number(3)};
    if (w[1] == "disabled") {
      for (const auto why : {webhook::disabled_by::nobody, webhook::disabled_by::gone})
        if (w.at(2) == name_of(why)) return webhook::endpoint_disabled{why, 3};
      return webhook::endpoint_disabled{webhook::disabled_by::failing, 3};
    }
    webhook::endpoint_enabled out{.who = {"li.wei", "they are back"}};
    if (w.size() > 2 && number(2) != 0) out.from = number(2);
    if (w.size() > 3) out.to = number(3);
    return out;
  }
  [[nodiscard]] std::string holds() const {
    auto out = known.disabled == webhook::disabled_by::nobody
                   ? std::string("enabled")
                   : std::string(name_of(known.disabled)) + " since " + words_of(known.disabled_at);
    out += ", " + std::to_string(known.given_up) + " given up, ";
    if (known.given_up > 0) out += "last " + std::to_string(known.last_given_up) + ", ";
    const auto due = count.due(known);
    if (!due) return out + '-';
    return out + (*due == instant{} ? "at once" : words_of(*due));
  }
};

}  // namespace

TEST_CASE("What the log says of an endpoint, and when it has to say more, is as the table says") {
  for (const auto& section : read_table("webhook/fate_table.txt")) {
    INFO(section.name);
    endpoint_story story;
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      CHECK(story.take(line.word) == line.outcome);
      CHECK(story.holds() == line.holds);
    }
  }
}

}  // namespace sluice::test::fate_test
