// One engine in the contest, step by step, and its table on paper.

#include <fstream>
#include <map>
#include <sstream>

#include "source_tree.hpp"
#include "tests/catch.hpp"
#include "tests/domain/ownership/contest_engine.hpp"

namespace sluice::ownership::contest_test {

// -- alone -------------------------------------------------------------------------------------

TEST_CASE("a newcomer owns after a silence, and not before its last word has come back") {
  engine e;
  REQUIRE(e.says()->stands == standing::asking);
  e.stands_still(times.listen);
  const auto last_word = e.says();
  REQUIRE(last_word.has_value());
  CHECK(last_word->stands == standing::taking);
  e.stands_still(millis{40});
  CHECK_FALSE(e.accepts());
  e.hears(*last_word);
  CHECK(e.accepts());
  CHECK(e->self().since == noon + millis{1340});
  CHECK(e.says()->stands == standing::holding);
}

TEST_CASE("an owner whose claims do not come back stops accepting before a newcomer has listened") {
  engine e;
  e.until(phase::holding).runs(millis{1000});
  e.stands_still(times.sure - times.beat - millis{20});
  CHECK(e.accepts());
  e.stands_still(times.beat);
  CHECK_FALSE(e.accepts());
  CHECK(times.sure < times.listen);
}

TEST_CASE("an owner that stood still goes on as soon as it has heard that nobody else owns") {
  engine e;
  e.until(phase::holding);
  const auto since = e->self().since;
  e.stands_still(millis{60'000});
  const auto question = e.says();
  REQUIRE(question->stands == standing::asking);
  CHECK(e.now_in() == phase::doubting);
  e.hears(*question);
  CHECK(e.accepts());
  CHECK(e->self().since == since);
}

TEST_CASE("a claim said before the standstill proves nothing after it") {
  engine e;
  e.until(phase::holding).runs(millis{500});
  std::optional<claim> said;
  while (!said) {
    e.stands_still(millis{10});
    said = e.says();
  }
  e.stands_still(millis{60'000});
  e.hears(*said);
  CHECK_FALSE(e.accepts());
  CHECK(e.now_in() == phase::doubting);
}

TEST_CASE("who was cut off listens as long as a newcomer") {
  engine e;
  e.until(phase::holding);
  e->cut_off(millis{5000});
  CHECK(e.now_in() == phase::asking);
  CHECK_FALSE(e.accepts());
}

TEST_CASE("where claims are not carried an engine owns without proof, until one is") {
  engine e;
  e.stands_still(times.listen);
  const auto last_word = e.says();
  e->not_carried(noon);
  CHECK(e.now_in() == phase::unheard);
  CHECK(e.accepts());
  e.hears(*last_word);
  CHECK(e.now_in() == phase::holding);
}

TEST_CASE("who is not prepared takes nothing over, however long it is silent") {
  engine e;
  e->hold_back();
  CHECK_FALSE(e.says().has_value());
  e.runs(millis{5000});
  CHECK(e.now_in() == phase::waiting);
  CHECK_FALSE(e.accepts());
  e->be_prepared(millis{6000});
  CHECK(e.says()->stands == standing::asking);
  e.until(phase::holding);

  engine heir(true);
  heir->hold_back();
  CHECK(heir.says()->stands == standing::waiting);
  heir.hears(standing::holding, "z", noon);
  heir.hears(standing::leaving, "z", noon);
  heir.runs(millis{5000});
  CHECK(heir.now_in() == phase::waiting);
  heir->be_prepared(millis{6000});
  heir.runs(times.after_leaving + millis{20});
  CHECK(heir.accepts());
}

TEST_CASE("who is not prepared and does not wait is refused by an owner all the same") {
  engine e;
  e->hold_back();
  e.hears(standing::holding, "z", noon);
  CHECK(e.now_in() == phase::yielded);
}

TEST_CASE("nobody waits for an owner whose log is another one") {
  for (const auto* log : {"", "log-1", "log-2"}) {
    CAPTURE(log);
    engine heir(true);
    heir->know_log("log-1", "home-1");
    heir.hears(
        {.process = "z", .number = 1, .stands = standing::holding, .since = noon, .log = log});
    const bool is_another = log == std::string("log-2");
    CHECK(heir->rival_has_another_log() == is_another);
    CHECK(heir.now_in() == (is_another ? phase::yielded : phase::waiting));
  }
}

TEST_CASE("what the adapter knows of this engine stands in its claims") {
  engine e;
  e->know_log("log-7", "home-7");
  e->be_ready(true);
  const auto said = e.says();
  CHECK(said->log == "log-7");
  CHECK(said->home == "home-7");
  CHECK(said->ready);
}

TEST_CASE("nobody precedes itself") {
  const claim c{.process = "a", .since = noon};
  CHECK_FALSE(precedes(c, c));
}

// -- with others -------------------------------------------------------------------------------

TEST_CASE("a stopped owner yields to the one that took over, however long it had owned") {
  engine e;
  e.until(phase::holding);
  e.stands_still(millis{10'000});
  const auto question = e.says();
  e.hears(standing::holding, "z", noon + millis{5000});
  e.hears(*question);
  CHECK(e.now_in() == phase::yielded);
  CHECK_FALSE(e.says().has_value());
  CHECK(e->rival()->process == "z");
}

TEST_CASE("of two that own the elder goes on and the younger stops, as both see it") {
  engine elder;
  elder.until(phase::holding);
  engine younger(false, "a");
  younger.stands_still(millis{500});
  younger.until(phase::holding);
  const auto elders = elder->self(), youngers = younger->self();
  elder.hears(standing::holding, youngers.process, youngers.since);
  younger.hears(standing::holding, elders.process, elders.since);
  CHECK(elder.now_in() == phase::holding);
  CHECK(younger.now_in() == phase::yielded);
  CHECK(elder->clashed());
  CHECK(younger->clashed());
  CHECK(elder->rival()->process == youngers.process);
  CHECK(younger->rival()->process == elders.process);
}

TEST_CASE("who has yielded knows to whom, and hears nobody else any more") {
  engine e;
  static_cast<void>(e.says());
  e.hears(standing::asking, "a");
  REQUIRE(e.now_in() == phase::yielded);
  CHECK(e->rival()->process == "a");
  e.hears(standing::holding, "b", noon);
  CHECK(e->rival()->process == "a");
}

TEST_CASE("who is told to stand down is told for whom, if that is known") {
  const claim owner{.process = "a", .stands = standing::holding, .since = noon};
  engine e;
  e.until(phase::holding);
  e->stand_down(owner);
  CHECK(e->rival()->process == "a");
  e->stand_down(std::nullopt);
  CHECK(e->rival()->process == "a");
  CHECK(e.now_in() == phase::yielded);
  e->leave();
  e->stand_down(owner);
  CHECK(e.now_in() == phase::left);
}

TEST_CASE("who only waits says nothing to those who ask") {
  engine heir(true);
  static_cast<void>(heir.says());
  heir.hears(standing::asking, "z");
  CHECK_FALSE(heir.says().has_value());
  CHECK_FALSE(heir->rival().has_value());
}

TEST_CASE("where a lease judges, an owner goes on until it is told to stand down") {
  contest judged(claim{.process = "z"}, false, times, millis{0}, true);
  static_cast<void>(judged.speak(millis{0}));
  const auto last_word = judged.speak(times.listen);
  judged.hear(*last_word, times.listen, noon);
  REQUIRE(judged.now_in() == phase::holding);
  const claim elder{.process = "a", .stands = standing::holding, .since = noon - millis{1}};
  judged.hear(elder, times.listen, noon);
  CHECK(judged.now_in() == phase::holding);
  CHECK(judged.clashed());
  judged.stand_down(elder);
  CHECK(judged.now_in() == phase::yielded);
  CHECK(judged.accepts_until() == millis{0});
}

TEST_CASE("who waits takes over soon after the owner has left") {
  engine heir(true);
  for (int i = 0; i < 20; ++i) {
    heir.hears(standing::holding, "z", noon);
    heir.runs(times.beat);
    REQUIRE(heir.now_in() == phase::waiting);
  }
  heir.hears(standing::leaving, "z", noon);
  heir.runs(times.after_leaving + millis{20});
  CHECK(heir.accepts());
}

TEST_CASE("who waits takes over when the owner falls silent") {
  engine heir(true);
  heir.hears(standing::holding, "z", noon);
  heir.runs(2 * times.listen + millis{50});
  CHECK(heir.accepts());
}

TEST_CASE("an owner knows whether somebody waits and hears requests already") {
  engine e;
  e.until(phase::holding);
  CHECK_FALSE(e->has_heir(millis{2000}));
  e.hears({.process = "z", .number = 1, .stands = standing::waiting, .ready = true});
  CHECK(e->has_heir(millis{1400}));
  CHECK(e->heir_is_ready());
  CHECK_FALSE(e->has_heir(millis{60'000}));
}

TEST_CASE("an heir is one until it says that it leaves, or for five beats after its last word") {
  engine e;
  const millis heard{1000};
  e.hears(standing::waiting, "h");
  CHECK(e->has_heir(heard + 5 * times.beat - millis{1}));
  CHECK_FALSE(e->has_heir(heard + 5 * times.beat));
  e.hears(standing::leaving, "z");
  CHECK(e->has_heir(heard));
  e.hears(standing::leaving, "h");
  CHECK_FALSE(e->has_heir(heard));
}

TEST_CASE("who leaves says so once, and nothing any more") {
  engine e;
  e.until(phase::holding);
  static_cast<void>(e.says());
  e->drain();
  CHECK(e.says()->stands == standing::draining);
  e.runs(millis{200});
  CHECK(e->self().stands == standing::draining);
  CHECK(e.accepts());
  e->leave();
  CHECK(e.says()->stands == standing::leaving);
  CHECK_FALSE(e.says().has_value());
  CHECK_FALSE(e.accepts());
  e->leave();
  CHECK_FALSE(e.says().has_value());
}

TEST_CASE("who has yielded leaves without a word") {
  engine e;
  static_cast<void>(e.says());
  e.hears(standing::holding, "z", noon);
  e->leave();
  CHECK(e.now_in() == phase::left);
  CHECK_FALSE(e.says().has_value());
}

// -- the table ---------------------------------------------------------------------------------

namespace {

engine in_phase(const std::string& name) {
  engine e;
  if (name == "asking") static_cast<void>(e.says());
  if (name == "asked") {
    const auto said = e.says();
    e.hears(*said);
  }
  if (name == "taking") {
    e.stands_still(times.listen);
    static_cast<void>(e.says());
  }
  if (name == "unheard") {
    e.stands_still(times.listen);
    static_cast<void>(e.says());
    e->not_carried(noon + millis{1000});
  }
  if (name == "holding" || name == "doubting" || name == "yielded") e.until(phase::holding);
  while (e.says().has_value()) {
  }
  if (name == "doubting") {
    e.stands_still(times.sure);
    static_cast<void>(e.says());
  }
  if (name == "yielded") e.hears(standing::holding, "a", noon);
  return e;
}

void hear(engine& e, const std::string& column) {
  const auto bar = column.find('_');
  const std::map<std::string, standing> words{
      {"waiting", standing::waiting},
      {"asking", standing::asking},
      {"taking", standing::taking},
      {"holding", standing::holding},
      {"leaving", standing::leaving}};
  const bool elder = column.substr(bar + 1) == "elder";
  const bool owned = e->self().since != instant{} || column.starts_with("holding");
  const auto since = !owned ? instant{} : elder ? noon : noon + millis{60'000};
  e.hears(words.at(column.substr(0, bar)), elder ? "a" : "z", since);
}

std::string what_follows(const std::string& row, const std::string& column) {
  auto e = in_phase(row);
  const auto before = e.now_in();
  hear(e, column);
  if (e.now_in() == phase::yielded && before != phase::yielded) return "yields";
  if (e.now_in() == phase::asking && before != phase::asking) return "asks";
  REQUIRE(e.now_in() == before);
  return e.says().has_value() ? "speaks" : "-";
}

}  // namespace

TEST_CASE("the contest does what the table on paper says") {
  std::ifstream file(SLUICE_SOURCE_DIR "/tests/domain/ownership/contest_table.txt");
  REQUIRE(file.good());
  std::vector<std::string> columns;
  int cells = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    std::string row, word;
    words >> row;
    if (columns.empty()) {
      while (words >> word) columns.push_back(word);
      continue;
    }
    for (const auto& column : columns) {
      REQUIRE(words >> word);
      CAPTURE(row, column);
      CHECK(what_follows(row, column) == word);
      ++cells;
    }
  }
  CHECK(cells == 7 * 8);
}

}  // namespace sluice::ownership::contest_test
