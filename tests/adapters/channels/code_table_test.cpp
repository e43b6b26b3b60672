#include "adapters/channels/code_table.hpp"
#include "tests/catch.hpp"

namespace sluice::test::code_table_test {

using order::finding;

TEST_CASE("only what surely was not paid, and is no fault of payer or request, goes elsewhere") {
  for (const auto whose : {fault::none, fault::payer, fault::order, fault::account, fault::program,
                           fault::channel, fault::too_fast}) {
    const bool is_ours = whose == fault::account;
    CHECK(advice_after(finding::not_paid, whose) == (is_ours ? advice::elsewhere : advice::stop));
    CHECK(advice_after(finding::not_sent, whose) == advice::elsewhere);
    CHECK(advice_after(finding::paid, whose) == advice::stop);
    for (const auto doubtful :
         {finding::payer_paying, finding::unknown, finding::not_found, finding::not_paid_yet,
          finding::not_paid_if_query_agrees, finding::not_paid_if_revoked})
      CHECK(advice_after(doubtful, whose) == advice::settle_first);
    CHECK(attempt_row{"X", finding::not_paid, whose}.reroutable() == is_ours);
    CHECK_FALSE(attempt_row{"X", finding::unknown, whose}.reroutable());
  }
}

}  // namespace sluice::test::code_table_test
