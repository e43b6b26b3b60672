#include "base/enumerators.hpp"
#include "domain/merchant/decide.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::merchant_table_test {
namespace {

const std::vector<merchant::channel_reach> channels{
    {channel_id{"wechat"}, wallet::wechat, {business_type::payment_code}, {currency::cny}},
    {channel_id{"alipay"},
     wallet::alipay,
     {business_type::payment_code, business_type::quick_pay},
     {currency::cny}},
};
const merchant::surroundings around{merchant_id{"m1"}, channels};

std::vector<business_type> types_in(const std::string& text) {
  std::vector<business_type> out;
  for (const auto& name : parts_of(text, ',')) out.push_back(*business_type_from_name(name));
  return out;
}

std::vector<channel_id> channels_in(const std::string& text) {
  std::vector<channel_id> out;
  for (const auto& name : parts_of(text, ',')) out.emplace_back(name);
  return out;
}

merchant::change_of change_in(const std::string& word) {
  merchant::change_of out;
  for (const auto& [name, value] : named_values(word)) {
    if (name == "life") out.life = merchant::life_from_name(value);
    if (name == "types") out.business_types = types_in(value);
    if (name == "channels") out.channels = channels_in(value);
    if (const auto wish = merchant::limit_from_text(name + '=' + value))
      out.limits[wish->name] = wish->value;
    if (name == "documents")
      for (const auto& d : parts_of(value, ',')) out.documents.push_back({d, std::string(64, '0')});
  }
  return out;
}

merchant::command command_of(const std::string& word) {
  const signed_by li{"li", "because"};
  const auto words = parts_of(word, ' ');
  if (words[0] == "gone") return merchant::withdraw{};
  if (words[0] == "file")
    return merchant::take_over{{words.at(1) == "on", types_in(words.at(2)),
                                channels_in(words.at(3)), change_in(word).limits}};
  if (words[0] == "create") return merchant::create{change_in(word), li};
  REQUIRE(words[0] == "set");
  return merchant::change{change_in(word), li};
}

std::string text_of(const merchant::event& e) {
  if (std::holds_alternative<merchant::configured>(e)) return "configured";
  if (std::holds_alternative<merchant::created>(e)) return "created";
  if (std::holds_alternative<merchant::withdrawn>(e)) return "withdrawn";
  if (std::holds_alternative<merchant::limited>(e)) return "limited";
  const auto& what = std::get<merchant::changed>(e).what;
  return std::string("changed") + (what.life ? " life" : "") +
         (what.business_types ? " types" : "") + (what.channels ? " channels" : "") +
         (what.documents.empty() ? "" : " documents") + (what.limits.empty() ? "" : " limits");
}

std::string text_of(const std::vector<merchant::event>& all) {
  std::string out;
  for (const auto& e : all) out += (out.empty() ? "" : ", ") + text_of(e);
  return out.empty() ? "nothing" : out;
}

template <class All, class Name>
std::string listed(const All& all, const Name& name) {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : ",") + std::string(name(one));
  return out.empty() ? "-" : out;
}

std::string by(const origin& from) {
  return ' ' + (from.by == author::file ? std::string("file") : from.person);
}

std::string limits_of(const merchant::state& s) {
  std::string out;
  for (const auto& [name, from] : s.limits_from)
    out += "; " + text_of(name) + ' ' + std::to_string(limit_in(s.limits, name)) + by(from);
  return out;
}

std::string text_of(const merchant::state& s) {
  if (!s.life) return "-";
  return std::string(name_of(*s.life)) + by(s.life_from) + "; " +
         listed(s.business_types, [](business_type t) { return name_of(t); }) +
         by(s.business_types_from) + "; " +
         listed(s.channels, [](const channel_id& c) { return c.value(); }) + by(s.channels_from) +
         "; " + listed(s.documents, [](const merchant::document& d) { return d.name; }) +
         limits_of(s);
}

merchant::state with_life(merchant::life l) { return {.life = l}; }

}  // namespace

TEST_CASE("A merchant becomes what the table says") {
  for (const auto& section : read_table("settings/merchant_table.txt")) {
    merchant::state s;
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      const auto said = decide(s, command_of(line.word), around);
      if (const auto* no = std::get_if<rejection>(&said)) {
        CHECK("refused " + std::string(name_of(no->code)) +
                  (no->field.empty() ? "" : ' ' + no->field) ==
              line.outcome);
        CHECK_FALSE(no->message.empty());
      } else {
        const auto& events = std::get<std::vector<merchant::event>>(said);
        CHECK(text_of(events) == line.outcome);
        for (const auto& e : events) apply(s, e, instant{millis{1000}});
      }
      CHECK(text_of(s) == line.holds);
    }
  }
}

TEST_CASE("A person may lead a merchant from one life to these others only") {
  using enum merchant::life;
  const std::vector<std::pair<merchant::life, merchant::life>> allowed{
      {applied, approved}, {applied, closed}, {approved, active}, {approved, closed},
      {active, frozen},    {active, closed},  {frozen, active},   {frozen, closed}};
  for (const auto from : enumerators<merchant::life>)
    for (const auto to : enumerators<merchant::life>) {
      INFO(name_of(from) << " to " << name_of(to));
      const auto said =
          decide(with_life(from), merchant::change{{.life = to}, {"li", "because"}}, around);
      const bool may =
          std::find(allowed.begin(), allowed.end(), std::pair{from, to}) != allowed.end();
      if (from == to)
        CHECK(std::get<std::vector<merchant::event>>(said).empty());
      else
        CHECK(std::holds_alternative<rejection>(said) == !may);
    }
}

TEST_CASE("Only an active merchant takes new orders") {
  for (const auto l : enumerators<merchant::life>)
    CHECK(merchant::rights_of(with_life(l)).life == l);
  CHECK(merchant::rights_of({}).life != merchant::life::active);
}

TEST_CASE("A merchant has no more documents than can be told") {
  merchant::state s = with_life(merchant::life::active);
  merchant::change_of many;
  for (std::size_t i = 0; i < merchant::most_documents; ++i)
    many.documents.push_back({"paper " + std::to_string(i), std::string(64, '0')});
  const auto said = decide(s, merchant::change{many, {"li", "why"}}, around);
  apply(s, std::get<std::vector<merchant::event>>(said).at(0), instant{});
  const merchant::change one_more{
      {.documents = {{"one more", std::string(64, '1')}}}, {"li", "why"}};
  CHECK(std::get<rejection>(decide(s, one_more, around)).code == rejection_code::document_invalid);
}

}  // namespace sluice::test::merchant_table_test
