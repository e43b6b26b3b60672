// Something of every kind that is mutated, and of what must be left alone. Its mutants stand in
// sample.txt; the program says 0 if it finds nothing wrong with itself.
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#define CHECKED(x) (x)

namespace {

enum class color { red, green, blue };

struct point {
  int x = 0;
  std::string name{};
};

constexpr int left_alone(int a) { return a < 3 ? a + 1 : a; }

bool is_small(int a) { return a < 3; }

bool both(bool a, bool b) { return a && !b; }

std::optional<int> half(int a) {
  if (a % 2 != 0) return std::nullopt;
  return a / 2;
}

color after(color c) {
  switch (c) {
    case color::red: return color::green;
    case color::green:
    case color::blue: return color::blue;
  }
  return c;
}

std::chrono::milliseconds sum(std::chrono::milliseconds a, std::chrono::milliseconds b) {
  return a + b;
}

point moved(const point& p, int by) {
  point out{.x = p.x + by, .name = p.name};
  if (const auto h = half(by)) out.x += *h;
  return out;
}

int count(const std::vector<int>& all) {
  int n = 0;
  for (const auto a : all) {
    if (is_small(a)) continue;
    ++n;
  }
  return CHECKED(n < 1 ? 0 : n);
}

/// A name, a type's own number and a reference that is to be changed are left alone.
std::size_t prolonged(std::vector<std::string>& all, int by) {
  const std::chrono::milliseconds step{by + by};
  auto& last = all.back();
  last += std::to_string(step.count());
  std::array<char, 20> room;
  return room.size() + last.size();
}

template <class T>
bool is_later(const T& a, const T& b) {
  return a > b;
}

}  // namespace

int main() {
  std::vector<std::string> all{"a", "b"};
  const bool well =
      is_small(2) && !is_small(3) && both(true, false) && !both(true, true) &&
      !both(false, false) && half(4) == 2 && !half(3) && after(color::red) == color::green &&
      after(color::blue) == color::blue &&
      sum(std::chrono::milliseconds{1}, std::chrono::milliseconds{2}).count() == 3 &&
      moved({1, "a"}, 2).x == 4 && moved({1, "a"}, 1).x == 2 && moved({1, "a"}, 0).name == "a" &&
      count({1, 3, 4}) == 2 && is_later(2, 1) && !is_later(1, 1) && left_alone(2) == 3 &&
      prolonged(all, 4) == 22 && all[1] == "b8";
  return well ? 0 : 1;
}
