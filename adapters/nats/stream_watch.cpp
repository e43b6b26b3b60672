#include "adapters/nats/stream_watch.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "adapters/api/endpoints.hpp"
#include "adapters/nats/message.hpp"

namespace sluice::nats {
namespace {

using json = nlohmann::json;

std::string_view cut_token(std::string_view& subject) noexcept {
  const auto dot = subject.find('.');
  const auto token = subject.substr(0, dot);
  subject.remove_prefix(dot == std::string_view::npos ? subject.size() : dot + 1);
  return token;
}

/// Whatever is of another shape than JetStream's answers counts as nothing.
std::vector<std::string> texts_at(const json& object, const char* name) {
  std::vector<std::string> out;
  if (const auto list = object.find(name); list != object.end() && list->is_array())
    for (const auto& item : *list)
      if (item.is_string()) out.push_back(item.get<std::string>());
  return out;
}
std::string text_at(const json& object, const char* name) {
  const auto text = object.find(name);
  return text != object.end() && text->is_string() ? text->get<std::string>() : std::string();
}

bool takes_requests(const std::string& pattern, const std::string& prefix) {
  const auto& all = api::endpoints();
  return std::any_of(all.begin(), all.end(), [&](const api::endpoint_info& row) {
    return subjects_collide(pattern, prefix + '.' + std::string(row.subject));
  });
}

}  // namespace

bool subjects_collide(std::string_view one, std::string_view other) noexcept {
  while (!one.empty() && !other.empty()) {
    const auto left = cut_token(one);
    const auto right = cut_token(other);
    if (left == ">" || right == ">") return true;
    if (left != right && left != "*" && right != "*") return false;
  }
  return one.empty() && other.empty();
}

/// Shared with the callbacks, which may still run when the watch has gone.
struct stream_watch::inside {
  std::shared_ptr<connection> at;
  std::string prefix;
  std::shared_ptr<observer> tells;
  std::string inbox = "_INBOX." + connection::unique_token() + '.';

  void look() const { ask("$JS.API.STREAM.NAMES", json{{"subject", prefix + ".>"}}.dump()); }

  void ask(const std::string& subject, const std::string& body) const {
    static_cast<void>(natsConnection_PublishRequest(
        at->handle(), subject.c_str(), (inbox + '1').c_str(), body.data(),
        static_cast<int>(body.size())));
  }

  /// To either question: a list of names, or one stream with its configuration.
  void hear(std::string_view body) const {
    const auto answer = json::parse(body, nullptr, false);
    if (!answer.is_object()) return;
    for (const auto& name : texts_at(answer, "streams")) ask("$JS.API.STREAM.INFO." + name, "");
    if (const auto found = answer.find("config"); found != answer.end() && found->is_object())
      judge(*found);
  }

  void judge(const json& config) const {
    std::string taken;
    for (const auto& pattern : texts_at(config, "subjects"))
      if (takes_requests(pattern, prefix)) taken += (taken.empty() ? "" : ", ") + pattern;
    if (taken.empty()) return;
    const auto events = prefix + ".evt.>";
    tells->tell(
        {.level = severity::critical,
         .event = "stream_over_requests",
         .message = "A JetStream stream takes requests: it answers callers before the "
                    "engine does, and it keeps payment codes. Let it take " +
                    events + " only, and purge it.",
         .fields = {
             {"stream", text_at(config, "name")}, {"subjects", taken}, {"allowed", events}}});
  }

  static void on_answer(natsConnection*, natsSubscription*, natsMsg* raw, void* self) {
    const message_ptr message(raw);
    (*static_cast<std::shared_ptr<inside>*>(self))->hear(body_of(*message));
  }
  static void on_complete(void* self) { delete static_cast<std::shared_ptr<inside>*>(self); }
};

std::unique_ptr<stream_watch> stream_watch::start(
    std::shared_ptr<connection> at, std::string prefix, std::shared_ptr<observer> tells) {
  const auto in = std::make_shared<inside>(std::move(at), std::move(prefix), std::move(tells));
  std::unique_ptr<stream_watch> made(new stream_watch(in));
  auto self = std::make_unique<std::shared_ptr<inside>>(in);
  if (natsConnection_Subscribe(&made->answers_, in->at->handle(), (in->inbox + '*').c_str(),
                               inside::on_answer, self.get()) != NATS_OK)
    return made;
  natsSubscription_SetOnCompleteCB(made->answers_, inside::on_complete, self.get());
  static_cast<void>(self.release());  // nats.c's from here on
  in->at->when_reconnected([watch = std::weak_ptr(in)] {
    if (const auto still = watch.lock()) still->look();
  });
  in->look();
  return made;
}

stream_watch::~stream_watch() { natsSubscription_Destroy(answers_); }

}  // namespace sluice::nats
