#include "adapters/channels/certificate_watch.hpp"

#include "tests/catch.hpp"

using namespace sluice;
using std::chrono::days;

TEST_CASE("a certificate's end is told a month, a week and a day before, and when it has come") {
  const instant end{days{1000}};
  const std::vector<certificate_end> all{{"alipay_certificate", "2E", end}};
  certificate_watch watch;
  const auto told = [&](instant now) { return watch.news(all, now).size(); };
  CHECK(told(end - days{31}) == 0);
  CHECK(told(end - days{30} + millis{1}) == 1);
  CHECK(told(end - days{8}) == 0);
  CHECK(told(end - days{6}) == 1);
  CHECK(told(end - days{6}) == 0);
  CHECK(told(end - millis{1}) == 1);
  CHECK(told(end) == 0);
  CHECK(told(end + millis{1}) == 1);
  CHECK(told(end + days{9}) == 0);
  CHECK(described(all.front()) == "alipay_certificate 2E ends at 1972-09-27T00:00:00.000Z");
}

TEST_CASE("of all channels' certificates the first to end is named, and whatever ends soon") {
  const instant now{days{1000}};
  CHECK(next_ends({}, now) == "no channel goes by any");
  std::multimap<std::string, certificate_end> all{
      {"unionpay", {"root", "1", now + days{900}}},
      {"alipay", {"alipay_certificate", "2E", now + days{400}}}};
  CHECK(next_ends(all, now) ==
        "of 2: alipay.alipay_certificate 2E ends at 1973-11-01T00:00:00.000Z");
  all.emplace("wechat", certificate_end{"merchant_certificate", "3", now + days{2}});
  all.emplace("alipay", certificate_end{"app_certificate", "4", now - days{1}});
  CHECK(next_ends(all, now) ==
        "of 4: ENDED: alipay.app_certificate 4 ends at 1972-09-26T00:00:00.000Z; "
        "wechat.merchant_certificate 3 ends at 1972-09-29T00:00:00.000Z");
}

TEST_CASE("another certificate under the same name is watched anew") {
  const instant end{days{1000}};
  certificate_watch watch;
  CHECK(watch.news({{"root", "1", end}}, end).size() == 1);
  CHECK(watch.news({{"root", "2", end + days{90}}}, end).empty());
  CHECK(watch.news({{"root", "2", end + days{90}}}, end + days{70}).size() == 1);
}
