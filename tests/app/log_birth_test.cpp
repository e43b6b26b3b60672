#include "app/log_birth.hpp"

#include "tests/catch.hpp"

namespace sluice::test::log_birth_test {
namespace {

class counting final : public random_port {
 public:
  std::uint64_t next() override { return ++n_; }

 private:
  std::uint64_t n_ = 0;
};

constexpr instant noon{millis{1'795'861'800'000}};

}  // namespace

TEST_CASE("incarnations that begin from one backup in one second differ") {
  counting chance;
  CHECK(app::new_incarnation_number(noon, chance) != app::new_incarnation_number(noon, chance));
}

TEST_CASE("an incarnation that begins a second later has a higher number, whatever chance says") {
  counting chance;
  const auto first = app::new_incarnation_number(noon, chance);
  CHECK(app::new_incarnation_number(noon + millis{1000}, chance) > first);
}

TEST_CASE("a reader of JSON can hold the number of an incarnation") {
  counting chance;
  constexpr std::uint64_t exact_in_json = 1ULL << 53U;
  CHECK(app::new_incarnation_number(noon, chance) < exact_in_json);
}

}  // namespace sluice::test::log_birth_test
