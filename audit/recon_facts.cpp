#include "audit/recon_facts.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace sluice {
namespace {

using namespace reconciliation;

constexpr std::uint64_t none_of_40_bits = 0xFF'FFFF'FFFF;
constexpr std::uint64_t none_of_48_bits = 0x8000'0000'0000;
constexpr std::uint64_t none_of_16_bits = 0xFFFF;

class fact_writer {
 public:
  void number_of(const number& n) {
    std::ranges::copy(n.raw(), out.begin());
    at_ += n.raw().size();
  }
  void bits(std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i, value >>= 8U)
      out[at_++] = static_cast<std::uint8_t>(value);
  }
  void money_of(std::int64_t amount, const std::optional<std::int64_t>& settled,
                const std::optional<std::int64_t>& fee) {
    bits(static_cast<std::uint64_t>(std::abs(amount)), 5);
    bits(settled ? static_cast<std::uint64_t>(std::abs(*settled)) : none_of_40_bits, 5);
    bits(fee ? static_cast<std::uint64_t>(*fee) : none_of_48_bits, 6);
  }
  fact out{};

 private:
  std::size_t at_ = 0;
};

class fact_reader {
 public:
  explicit fact_reader(const fact& from) : from_(from) {}

  number number_of() {
    number::bytes all{};
    std::copy_n(from_.begin(), all.size(), all.begin());
    at_ += all.size();
    return number::from(all);
  }
  std::uint64_t bits(std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value |= std::uint64_t{from_[at_++]} << 8U * i;
    return value;
  }
  std::optional<std::int64_t> size_of_money() {
    const auto raw = bits(5);
    if (raw == none_of_40_bits) return std::nullopt;
    return static_cast<std::int64_t>(raw);
  }
  std::optional<std::int64_t> fee() {
    const auto raw = bits(6);
    if (raw == none_of_48_bits) return std::nullopt;
    return static_cast<std::int64_t>(raw << 16U) >> 16U;
  }

 private:
  const fact& from_;
  std::size_t at_ = 0;
};

std::uint64_t place_of_unit(currency unit) {
  for (std::size_t i = 0; i < currencies.size(); ++i)
    if (currencies[i].code == unit) return i;
  return 0;
}

std::uint64_t sign_of(std::int64_t amount) { return amount < 0 ? 1 : 0; }
std::int64_t with_sign(std::int64_t size, bool is_negative) { return is_negative ? -size : size; }

}  // namespace

// flags, from the lowest bit: movement 2, currency 3, then one each
fact fact_of(const bill_line& l) noexcept {
  fact_writer to;
  to.number_of(l.of);
  to.money_of(l.amount, l.settled, l.fee);
  to.bits(l.row, 4);
  to.bits(l.day ? static_cast<std::uint64_t>(*l.day) : none_of_16_bits, 2);
  to.bits(
      static_cast<std::uint64_t>(l.what) | place_of_unit(l.unit) << 2U | sign_of(l.amount) << 5U |
          sign_of(l.settled.value_or(0)) << 6U | (l.is_foreign ? 1ULL << 7U : 0),
      1);
  to.bits(l.bytes, 5);
  return to.out;
}

bill_line line_from(const fact& f) noexcept {
  fact_reader from(f);
  bill_line l{.of = from.number_of()};
  const auto amount = from.size_of_money(), settled = from.size_of_money();
  l.fee = from.fee();
  l.row = static_cast<std::uint32_t>(from.bits(4));
  const auto day = from.bits(2);
  if (day != none_of_16_bits) l.day = static_cast<day_number>(day);
  const auto flags = from.bits(1);
  l.what = static_cast<movement>(flags & 3U);
  l.unit = currencies[flags >> 2U & 7U].code;
  l.amount = with_sign(amount.value_or(0), (flags >> 5U & 1U) != 0);
  if (settled) l.settled = with_sign(*settled, (flags >> 6U & 1U) != 0);
  l.is_foreign = (flags >> 7U) != 0;
  l.bytes = from.bits(5);
  return l;
}

fact fact_of(const claim& c) noexcept {
  fact_writer to;
  to.number_of(c.of);
  to.money_of(c.amount, c.settled, c.fee);
  to.bits(static_cast<std::uint64_t>(c.day), 2);
  to.bits(static_cast<std::uint64_t>(c.what) | place_of_unit(c.unit) << 2U |
              sign_of(c.amount) << 5U | sign_of(c.settled.value_or(0)) << 6U,
          1);
  to.bits(static_cast<std::uint64_t>(c.state) | static_cast<std::uint64_t>(c.stands) << 4U, 1);
  to.bits(c.waits, 1);
  return to.out;
}

claim claim_from(const fact& f) noexcept {
  fact_reader from(f);
  claim c{.of = from.number_of()};
  const auto amount = from.size_of_money(), settled = from.size_of_money();
  c.fee = from.fee();
  c.day = static_cast<day_number>(from.bits(2));
  const auto flags = from.bits(1);
  c.what = static_cast<movement>(flags & 3U);
  c.unit = currencies[flags >> 2U & 7U].code;
  c.amount = with_sign(amount.value_or(0), (flags >> 5U & 1U) != 0);
  if (settled) c.settled = with_sign(*settled, (flags >> 6U & 1U) != 0);
  const auto how = from.bits(1);
  c.state = static_cast<claim_state>(how & 15U);
  c.stands = static_cast<standing>(how >> 4U);
  c.waits = static_cast<std::uint8_t>(from.bits(1));
  return c;
}

recon_facts::recon_facts(std::filesystem::path file) : path_(std::move(file)), all_(parts) {}

recon_facts::~recon_facts() {
  if (blocks_ == 0) return;
  file_.close();
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

void recon_facts::add(const number& of, const fact& f) {
  auto& into = all_[of.spread() >> 56U];
  into.facts.push_back(f);
  ++count_;
  if (into.facts.size() == facts_a_block) put_away(into);
}

void recon_facts::put_away(waiting& full) {
  if (blocks_ == 0)
    file_.open(path_, std::ios::binary | std::ios::in | std::ios::out | std::ios::trunc);
  file_.seekp(static_cast<std::streamoff>(std::uint64_t{blocks_} * facts_a_block * fact_size));
  file_.write(reinterpret_cast<const char*>(full.facts.data()),
              static_cast<std::streamsize>(full.facts.size() * fact_size));
  if (!file_) throw facts_lost("what is compared cannot be put into " + path_.string());
  full.blocks.push_back(blocks_++);
  full.facts.clear();
}

std::vector<fact> recon_facts::part(std::size_t which) {
  const auto& from = all_[which];
  std::vector<fact> out(from.blocks.size() * facts_a_block);
  auto* into = out.data();
  for (const auto block : from.blocks) {
    file_.seekg(static_cast<std::streamoff>(std::uint64_t{block} * facts_a_block * fact_size));
    file_.read(reinterpret_cast<char*>(into), facts_a_block * fact_size);
    into += facts_a_block;
  }
  if (blocks_ > 0 && !file_) throw facts_lost(path_.string() + " cannot be read again");
  out.insert(out.end(), from.facts.begin(), from.facts.end());
  return out;
}

}  // namespace sluice
