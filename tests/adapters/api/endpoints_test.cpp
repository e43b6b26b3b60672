#include "adapters/api/endpoints.hpp"

#include <google/protobuf/descriptor.pb.h>

#include <nlohmann/json.hpp>
#include <set>

#include "adapters/api/schema.hpp"
#include "adapters/api/suggestion.hpp"
#include "adapters/api/v1/api.pb.h"
#include "tests/catch.hpp"

namespace sluice::api {

TEST_CASE("every endpoint is found by its subject and has a name that discovery allows") {
  std::set<std::string_view> names;
  for (const auto& row : endpoints()) {
    CHECK(endpoint_of(row.subject) == row.which);
    CHECK(info_of(row.which).name == row.name);
    CHECK(names.insert(row.name).second);
    CHECK(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
          std::string_view::npos);
    CHECK_FALSE(row.doc.empty());
    if (!row.example.empty()) CHECK(nlohmann::json::parse(row.example).is_object());
  }
  CHECK_FALSE(endpoint_of("order.creat"));
  CHECK_FALSE(endpoint_of(""));
}

TEST_CASE("the messages that the table names exist") {
  const auto& pool = *v1::Order::descriptor()->file()->pool();
  for (const auto& row : endpoints())
    for (const auto message : {row.request, row.reply})
      if (!message.empty()) CHECK(pool.FindMessageTypeByName(full_name(message)) != nullptr);
}

TEST_CASE("an unknown subject is answered with the known ones") {
  const auto message = unknown_subject_message("pay", "order.creat");
  CHECK(message.find("did you mean order.create?") != std::string::npos);
  CHECK(message.find("channel.list") != std::string::npos);
  CHECK(message.find("pay.help") != std::string::npos);
}

TEST_CASE("a version that there is not is answered with those that there are") {
  const auto unknown = unknown_subject_message("pay", "v3.order.create");
  CHECK(unknown ==
        "nothing listens to \"v3.order.create\" under pay, because it has no such version; it is "
        "asked for at order.create, v2.order.create (the first version is not written)");
  for (const auto* subject : {"v1.order.get", "v2.order.get", "v99999999999999999999.order.get"})
    CHECK(unknown_subject_message("pay", subject).find("it is asked for at order.get (") !=
          std::string::npos);
  for (const auto* subject : {"v2.order.creat", "v2order.create", "V2.order.create"})
    CHECK(unknown_subject_message("pay", subject).find("did you mean v2.order.create?") !=
          std::string::npos);
  for (const auto* subject : {"v", "v.", "v2", "v2.", "v2.evt", "v.order.create"})
    CHECK(unknown_subject_message("pay", subject).find("known are order.create") !=
          std::string::npos);
}

TEST_CASE("help is JSON that people can read, with every endpoint under the prefix") {
  const auto text = help_text("acme.pay");
  CHECK(text.find('\n') != std::string::npos);
  const auto help = nlohmann::json::parse(text);
  REQUIRE(help["endpoints"].size() == endpoints().size());
  CHECK(help["endpoints"][0]["subject"] == "acme.pay.order.create");
  CHECK(help["endpoints"][0]["example"]["amount_minor"] == 1250);
}

TEST_CASE("the schema is served as text and as descriptors") {
  CHECK(schema_text().find("message CreateOrder {") != std::string_view::npos);
  CHECK(schema_text().find("package sluice.api.v1;") != std::string_view::npos);
  google::protobuf::FileDescriptorSet set;
  REQUIRE(set.ParseFromString(schema_descriptors()));
  REQUIRE(set.file_size() == 1);
  CHECK(set.file(0).package() == "sluice.api.v1");
}

TEST_CASE("a name is suggested only when it is near") {
  const std::string_view known[] = {"amount_minor", "currency", "order_no"};
  CHECK(nearest("amountMinor", known) == "amount_minor");
  CHECK(nearest("curency", known) == "currency");
  CHECK(nearest("orderno", known) == "order_no");
  CHECK(nearest("zebra", known).empty());
  CHECK(nearest("", known).empty());
  CHECK(nearest(std::string(100'000, 'x'), known).empty());
}

TEST_CASE("what is quoted is short and plain") {
  CHECK(in_quotes("a\nb\"c") == "\"a?b?c\"");
  CHECK(in_quotes(std::string(50, 'x')) == "\"" + std::string(40, 'x') + "\"...");
}

}  // namespace sluice::api
