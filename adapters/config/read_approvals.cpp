/// How many persons must want a dangerous word, where that is not as usual:
/// [approvals.order.resolve].

#include "adapters/config/sections.hpp"
#include "domain/access/grant.hpp"

namespace sluice::config {
namespace {

constexpr std::uint8_t two = 2;

currency read_currency(toml_reader& in) {
  const auto name = in.one_of("currency", currency_choice());
  return name ? *currency_from_name(*name) : currency::cny;
}

/// Up to this amount one person is enough.
std::optional<approval::rule> read_small_amounts(toml_reader& in, const approval::rule& of) {
  std::int64_t minor = 0;
  in.whole("alone_up_to_minor", minor, std::int64_t{1}, max_amount_minor);
  const auto unit = read_currency(in);
  if (!in.has("alone_up_to_minor")) {
    if (in.has("currency"))
      in.complain("currency", "nothing is said in it", "alone_up_to_minor beside it");
    return std::nullopt;
  }
  if (of.word != "order.resolve" || of.persons < two)
    in.complain("alone_up_to_minor", "it is for order.resolve where two persons must want it",
                "leave it out");
  if (minor == 0 || !in.require("currency", "the currency of alone_up_to_minor"))
    return std::nullopt;
  return approval::rule{.word = of.word, .persons = 1, .up_to = money{minor, unit}};
}

void read_word(toml_reader& in, const access::command& asked, std::vector<approval::rule>& out) {
  const auto usual = access::usual_persons(asked);
  const auto word = std::string(asked.system) + '.' + std::string(asked.operation);
  if (usual == 0)
    return in.complain(
        "", word + " is no word that people may have to agree about", access::words_of_people());
  approval::rule rule{.word = word, .persons = usual};
  const std::uint8_t least = usual >= two ? 1 : 0;  // alone is alarmed, and never nobody
  if (in.require("persons", least == 1 ? "1 (people are alarmed at each use) or 2" : "0, 1 or 2"))
    in.whole("persons", rule.persons, least, two);
  if (auto small = read_small_amounts(in, rule)) out.push_back(*std::move(small));
  in.finish();
  out.push_back(std::move(rule));
}

}  // namespace

void read_approvals(toml_reader in, access::book& out) {
  for (auto& [system, operations] : in.named_tables("system"))
    for (auto& [operation, reader] : operations.named_tables("word"))
      read_word(reader, {system, operation}, out.approvals);
}

}  // namespace sluice::config
