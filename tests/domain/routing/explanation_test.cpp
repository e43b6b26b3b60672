#include "domain/routing/explanation.hpp"

#include "base/enumerators.hpp"
#include "domain/routing/rule_behind.hpp"
#include "tests/catch.hpp"

namespace sluice::test::explanation_test {
namespace {

using routing::explanation;
using routing::explanation_bytes;
using routing::judged;
using routing::rule;
using routing::verdict;

explanation with(std::vector<judged> candidates) {
  return {.merchant_position = 3, .rules_position = 70'000, .candidates = std::move(candidates)};
}

std::optional<explanation> unpacked(std::string text) {
  return unpack(*explanation_bytes::from(text));
}

std::string text_of(const explanation& e) { return std::string(pack(e).view()); }

}  // namespace

TEST_CASE("An explanation comes back as it was packed") {
  const auto all = with({{verdict::merchant_list, 0, 0, 0},
                         {verdict::path_open, 6, 20, 0},
                         {verdict::probe, 128, 128, 10'000},
                         {verdict::lower_score, 0, 128, 1}});
  CHECK(unpack(pack(all)) == all);
  CHECK(pack(all).size() == 24);
  for (const auto v : enumerators<verdict>) CHECK(unpack(pack(with({{v, 1, 2, 3}}))));
  CHECK(unpack(pack(with({}))) == with({}));
}

TEST_CASE("Of a long list the first ten are told, and how many more there were") {
  const auto long_list = with(std::vector<judged>(14, {verdict::lower_score, 128, 128, 10'000}));
  CHECK(pack(long_list).size() == explanation_bytes::most);
  const auto told = unpack(pack(long_list));
  REQUIRE(told);
  CHECK(told->candidates.size() == 10);
  CHECK(told->left_out == 4);
  CHECK(unpack(pack(with(std::vector<judged>(300))))->left_out == 245);
}

TEST_CASE("A position that does not fit is written as the last one that does") {
  auto e = with({});
  e.merchant_position = e.rules_position = 0xffffffff;
  CHECK(unpack(pack(e))->merchant_position == routing::most_position);
  CHECK(unpack(pack(e))->rules_position == routing::most_position);
}

TEST_CASE("What was not packed is not read") {
  const auto good = text_of(with({{verdict::chosen, 1, 2, 3}, {verdict::no_room, 1, 2, 0}}));
  REQUIRE(unpacked(good));
  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK_FALSE(unpacked(good.substr(0, size)));
  CHECK_FALSE(unpacked(good + '\0'));
  CHECK_FALSE(unpacked(good + std::string(4, '\1')));
  auto of_another_format = good;
  of_another_format[0] = 2;
  CHECK_FALSE(unpacked(of_another_format));
  auto impossible = good;
  for (std::size_t i = 8; i < 12; ++i) impossible[i] = '\xff';
  CHECK_FALSE(unpacked(impossible));
  for (std::size_t i = 8; i < 12; ++i) impossible[i] = '\0';  // no verdict has the number 0
  CHECK_FALSE(unpacked(impossible));
  CHECK_FALSE(unpack(explanation_bytes{}));
  CHECK_FALSE(explanation_bytes::from(std::string(49, '\1')));
}

TEST_CASE("The numbers of the verdicts are frozen") {
  std::string all;
  for (const auto v : enumerators<verdict>)
    all += std::to_string(static_cast<int>(v)) + ' ' + std::string(name_of(v)) + '\n';
  CHECK(all ==
        "1 merchant_list\n2 not_configured\n3 not_asked_for\n4 business_type\n5 wallet\n"
        "6 currency\n7 rule_only\n8 rule_never\n9 maintenance\n10 path_open\n11 no_room\n"
        "12 shadow\n13 canary_out\n14 canary_bad\n15 lower_score\n16 chosen\n17 leading\n"
        "18 preferred\n19 explored\n20 canary\n21 probe\n22 not_essential\n23 for_tests\n");
}

TEST_CASE("A packed explanation is the same bytes for ever") {
  CHECK(text_of(with({{verdict::chosen, 118, 126, 9355}})) ==
        std::string("\x01\x01\x03\x00\x00\x70\x11\x01\xb7\x09\x00\xf4", 12));
}

TEST_CASE("An explanation can be said in words") {
  const std::vector<channel_id> list{channel_id{"acct1"}, channel_id{"acct2"}, channel_id{"acct3"}};
  auto e = with({{verdict::path_open, 6, 20, 0},
                 {verdict::chosen, 118, 126, 9310},
                 {verdict::lower_score, 0, 0, 9059},
                 {verdict::path_open, 0, 0, 0}});
  e.left_out = 2;
  CHECK(words(e, list, {}) ==
        std::vector<std::string>{"acct1 excluded: path open (14 of 20 failed)",
                                 "acct2 93.1 %, first: best score", "acct3 90.5 %, behind",
                                 "a channel of an unknown name excluded: path open", "and 2 more"});
}

TEST_CASE("The rule that is behind a verdict is named") {
  const channel_id a{"a"}, b{"b"};
  const rule only{.name = "only_b", .only = {b}}, never{.name = "never_a", .never = {a}},
      likes{.name = "likes_b", .prefer = b},
      tries{.name = "tries_a", .tries = routing::canary{a, 1}};
  const routing::rules_in_force all{&likes, &never, &only, &tries};
  const auto by = [&](verdict what, const channel_id& of) {
    const auto* r = rule_behind(what, of, all);
    return r == nullptr ? std::string{} : r->name;
  };
  CHECK(by(verdict::rule_only, a) == "only_b");
  CHECK(by(verdict::rule_only, b).empty());
  CHECK(by(verdict::rule_never, a) == "never_a");
  CHECK(by(verdict::preferred, b) == "likes_b");
  CHECK(by(verdict::preferred, a).empty());
  for (const auto v : {verdict::canary, verdict::canary_out, verdict::canary_bad})
    CHECK(by(v, a) == "tries_a");
  for (const auto v : {verdict::path_open, verdict::chosen, verdict::wallet})
    CHECK(by(v, a).empty());
  const auto e = with({{verdict::rule_never}, {verdict::preferred, 0, 0, 9059}});
  CHECK(words(e, {a, b}, all) ==
        std::vector<std::string>{
            "a excluded: a rule forbids it (never_a)",
            "b 90.5 %, first: a rule prefers it, and nobody is better by enough (likes_b)"});
}

}  // namespace sluice::test::explanation_test
