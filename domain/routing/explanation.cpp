#include "domain/routing/explanation.hpp"

#include <algorithm>

namespace sluice::routing {
namespace {

/// Byte 0: the format. 1: how many channels there were, 255 at most. 2 to 4 and 5 to 7: the
/// positions. Then four bytes a channel. Numbers begin with their lowest byte.
constexpr std::uint8_t format = 1;
constexpr std::size_t head = 8;
constexpr std::size_t one_channel = 4;
static_assert(head + one_channel * most_explained <= explanation_bytes::most);

/// Figures and verdict of a channel in one number: each has so many values.
constexpr std::uint32_t score_values = 10'001;
constexpr std::uint32_t outcome_values = 129;
static_assert(std::uint64_t{verdict_numbers} * score_values * outcome_values * outcome_values <=
                  0x1'0000'0000U,
              "a channel fits into four bytes");

void push(explanation_bytes& into, std::uint32_t number, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) into.push((number >> (8 * i)) & 0xffU);
}

std::uint32_t number_at(const explanation_bytes& from, std::size_t at, std::size_t bytes) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < bytes; ++i)
    out |= static_cast<std::uint32_t>(from[at + i]) << (8 * i);
  return out;
}

std::uint32_t number_of(const judged& j) {
  return ((j.counted * outcome_values + j.good) * score_values + j.score) * verdict_numbers +
         static_cast<std::uint32_t>(j.what);
}

std::optional<judged> judged_from(std::uint32_t number) {
  const auto what = number % verdict_numbers;
  number /= verdict_numbers;
  const auto score = number % score_values;
  number /= score_values;
  const auto good = number % outcome_values;
  const auto counted = number / outcome_values;
  if (what < static_cast<std::uint32_t>(verdict::merchant_list) ||
      what > static_cast<std::uint32_t>(last_verdict) || counted >= outcome_values ||
      good > counted)
    return std::nullopt;
  return judged{static_cast<verdict>(what), static_cast<std::uint8_t>(good),
                static_cast<std::uint8_t>(counted), static_cast<std::uint16_t>(score)};
}

}  // namespace

explanation_bytes pack(const explanation& e) {
  explanation_bytes out;
  out.push(format);
  out.push(static_cast<std::uint8_t>(std::min<std::size_t>(e.candidates.size(), 255)));
  push(out, std::min(e.merchant_position, most_position), 3);
  push(out, std::min(e.rules_position, most_position), 3);
  const auto told = std::min(e.candidates.size(), most_explained);
  for (std::size_t i = 0; i < told; ++i) push(out, number_of(e.candidates[i]), one_channel);
  return out;
}

std::optional<explanation> unpack(const explanation_bytes& bytes) {
  if (bytes.size() < head || bytes[0] != format) return std::nullopt;
  const std::size_t told = (bytes.size() - head) / one_channel;
  if (bytes.size() != head + told * one_channel ||
      told != std::min<std::size_t>(bytes[1], most_explained))
    return std::nullopt;
  explanation out{.merchant_position = number_at(bytes, 2, 3),
                  .rules_position = number_at(bytes, 5, 3),
                  .candidates = {},
                  .left_out = bytes[1] - told};
  for (std::size_t i = 0; i < told; ++i) {
    const auto one = judged_from(number_at(bytes, head + i * one_channel, one_channel));
    if (!one) return std::nullopt;
    out.candidates.push_back(*one);
  }
  return out;
}

}  // namespace sluice::routing
