#include "adapters/http/admission.hpp"

#include <map>
#include <set>

#include "tests/catch.hpp"

using namespace sluice;
using limit = admission::limit;

namespace {

struct door {
  admission who;
  admission::moment now{};
  int next_descriptor = 10;

  admission::verdict arrive(const std::string& peer) { return arrive(peer, next_descriptor++); }
  admission::verdict arrive(const std::string& peer, int descriptor) {
    now += std::chrono::milliseconds{1};
    return who.arrive(peer, descriptor, now);
  }
  admission::id taken(const std::string& peer) {
    const auto said = arrive(peer);
    REQUIRE(said.taken);
    return *said.taken;
  }
};

constexpr int far_away = 1'000'000;
using ids = std::vector<admission::id>;

}  // namespace

TEST_CASE("up to the limits everybody stays") {
  door d{admission({.connections = 3, .per_peer = 2, .first_reserved = far_away})};
  for (const auto* peer : {"a", "a", "b"}) {
    const auto said = d.arrive(peer);
    CHECK(said.taken);
    CHECK(said.make_way.empty());
    CHECK_FALSE(said.reached);
  }
}

TEST_CASE("at the limit of all connections the one that is silent for longest makes way") {
  door d{admission({.connections = 2, .per_peer = 2, .first_reserved = far_away})};
  const auto first = d.taken("a");
  const auto second = d.taken("b");
  d.now += std::chrono::milliseconds{1};
  d.who.quiet(first, d.now);  // it has asked something meanwhile
  const auto said = d.arrive("c");
  CHECK(said.taken);
  CHECK(said.make_way == ids{second});
  CHECK(said.reached == limit::connections);
  CHECK(d.who.size() == 2);
}

TEST_CASE("an address at its own limit makes way itself, not the others") {
  door d{admission({.connections = 10, .per_peer = 2, .first_reserved = far_away})};
  static_cast<void>(d.taken("quiet neighbour"));
  const auto first = d.taken("a");
  static_cast<void>(d.taken("a"));
  const auto said = d.arrive("a");
  CHECK(said.make_way == ids{first});
  CHECK(said.reached == limit::per_peer);
}

TEST_CASE("whoever waits for an answer does not make way; the newcomer goes") {
  door d{admission({.connections = 2, .per_peer = 1, .first_reserved = far_away})};
  d.who.busy(d.taken("a"));
  const auto same = d.arrive("a");
  CHECK_FALSE(same.taken);
  CHECK(same.reached == limit::per_peer);
  const auto b = d.taken("b");
  d.who.busy(b);
  const auto other = d.arrive("c");
  CHECK_FALSE(other.taken);
  CHECK(other.reached == limit::connections);
  d.who.gone(b);
  CHECK(d.arrive("c").taken);
}

TEST_CASE("the reserved descriptors are touched by one newcomer at most") {
  constexpr int reserved = 20;
  door d{admission({.connections = 1000, .per_peer = 1000, .first_reserved = reserved})};
  // A process that has ten files open: the lowest free number is given out, as by the system.
  std::set<int> open;
  std::map<admission::id, int> descriptor_of;
  for (int n = 0; n < 10; ++n) open.insert(n);
  std::size_t most = 0;
  for (int n = 0; n < 3000; ++n) {
    int lowest = 0;
    while (open.contains(lowest)) ++lowest;
    open.insert(lowest);
    d.now += std::chrono::milliseconds{n % 7 == 0 ? 1500 : 1};  // what was learnt is forgotten, too
    const auto said = d.arrive("a", lowest);
    for (const auto one : said.make_way) open.erase(descriptor_of.at(one));
    REQUIRE(said.taken);
    descriptor_of[*said.taken] = lowest;
    most = std::max(most, open.size());
  }
  CHECK(most <= reserved + 2);
  CHECK(d.who.size() >= 8);
}

TEST_CASE("even without any descriptor to spare one connection stays") {
  door d{admission({.connections = 10, .per_peer = 10, .first_reserved = 0})};
  const auto first = d.taken("a");
  const auto said = d.arrive("a");
  CHECK(said.taken);
  CHECK(said.make_way == ids{first});
  CHECK(said.reached == limit::descriptors);
}

TEST_CASE("once descriptors are free again, more may come") {
  door d{admission({.connections = 10, .per_peer = 10, .first_reserved = 12})};
  for (const int n : {10, 11}) CHECK(d.arrive("a", n).make_way.empty());
  CHECK(d.arrive("a", 12).make_way.size() == 1);
  CHECK(d.arrive("a", 10).make_way.size() == 1);  // the number is low, but only because of that
  d.now += std::chrono::seconds{2};
  CHECK(d.arrive("a", 5).make_way.empty());
}

TEST_CASE("the longest silent one is known, and nobody when all are busy") {
  door d{admission({.connections = 10, .per_peer = 10, .first_reserved = far_away})};
  CHECK_FALSE(d.who.longest_quiet());
  const auto a = d.taken("a");
  const auto b = d.taken("b");
  CHECK(d.who.longest_quiet() == a);
  d.who.busy(a);
  CHECK(d.who.longest_quiet() == b);
  d.who.gone(b);
  CHECK_FALSE(d.who.longest_quiet());
  d.who.gone(b);  // again: nothing
  d.who.busy(b);
  d.who.quiet(b, d.now);
  CHECK(d.who.size() == 1);
}
