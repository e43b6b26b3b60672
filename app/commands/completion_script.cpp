#include "app/commands/completion_script.hpp"

#include <CLI/CLI.hpp>
#include <vector>

#include "adapters/api/endpoints.hpp"

namespace sluice::app {
namespace {

struct word {
  std::string text;
  std::string help;  ///< one line
};

/// What may follow one subcommand. `path` is "" for the program itself, "audit verify" further
/// down.
struct level {
  std::string path;
  std::vector<word> subcommands;  ///< or what else the next word may be
  std::vector<word> options;
};

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// An argument of this name is one of what can be asked over NATS.
void offer_subjects(level& here) {
  for (const auto& row : api::endpoints())
    here.subcommands.push_back({std::string(row.subject), std::string(row.doc)});
}

void collect(const CLI::App& app, const std::string& path, std::vector<level>& into) {
  level here{.path = path, .subcommands = {}, .options = {}};
  const auto visible = app.get_subcommands([](const CLI::App* candidate) {
    return !candidate->get_group().empty();
  });
  for (const auto* command : visible)
    here.subcommands.push_back({command->get_name(), first_line(command->get_description())});
  for (const auto* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    if (option->get_positional() && option->get_name() == "SUBJECT") offer_subjects(here);
    for (const auto& name : option->get_lnames())
      here.options.push_back({"--" + name, first_line(option->get_description())});
  }
  into.push_back(std::move(here));
  for (const auto* command : visible)
    collect(*command, path.empty() ? command->get_name() : path + ' ' + command->get_name(), into);
}

std::vector<level> levels_of(const CLI::App& app) {
  std::vector<level> levels;
  collect(app, "", levels);
  return levels;
}

/// Inside single quotes of a POSIX shell or fish.
std::string single_quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + '\'';
}

std::string joined(const level& l) {
  std::string out;
  for (const auto& w : l.subcommands) out += (out.empty() ? "" : " ") + w.text;
  for (const auto& w : l.options) out += (out.empty() ? "" : " ") + w.text;
  return out;
}

/// A pattern list for `case`: every path but the empty one.
std::string all_paths(const std::vector<level>& levels) {
  std::string out;
  for (const auto& l : levels)
    if (!l.path.empty()) out += (out.empty() ? "" : "|") + single_quoted(l.path);
  return out;
}

}  // namespace

std::string bash_completion(const CLI::App& app) {
  const auto levels = levels_of(app);
  auto out =
      "# bash completion for sluice; made by `sluice completion bash`\n"
      "_sluice() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} path= next word words=\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    next=${path:+$path }$word\n"
      "    case $next in\n"
      "      " +
      all_paths(levels) +
      ") path=$next ;;\n"
      "    esac\n"
      "  done\n"
      "  case $path in\n";
  for (const auto& l : levels)
    out += "    " + single_quoted(l.path) + ") words=" + single_quoted(joined(l)) + " ;;\n";
  return out +
         "  esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "}\n"
         "complete -o default -F _sluice sluice\n";
}

std::string zsh_completion(const CLI::App& app) {
  const auto levels = levels_of(app);
  auto out =
      "#compdef sluice\n"
      "# zsh completion for sluice; made by `sluice completion zsh`\n"
      "_sluice() {\n"
      "  local path_so_far= next word\n"
      "  local -a known\n"
      "  for word in ${words[2,CURRENT-1]}; do\n"
      "    next=${path_so_far:+$path_so_far }$word\n"
      "    case $next in\n"
      "      (" +
      all_paths(levels) +
      ") path_so_far=$next ;;\n"
      "    esac\n"
      "  done\n"
      "  case $path_so_far in\n";
  const auto described = [](const word& w) {
    auto name = w.text;
    for (auto at = name.find(':'); at != std::string::npos; at = name.find(':', at + 2))
      name.insert(at, "\\");
    return ' ' + single_quoted(name + ':' + w.help);
  };
  for (const auto& l : levels) {
    out += "    (" + single_quoted(l.path) + ") known=(";
    for (const auto& w : l.subcommands) out += described(w);
    for (const auto& w : l.options) out += described(w);
    out += " ) ;;\n";
  }
  return out +
         "  esac\n"
         "  _describe -o sluice known || _files\n"
         "}\n"
         "if [ \"$funcstack[1]\" = _sluice ]; then _sluice \"$@\"; else compdef _sluice sluice; "
         "fi\n";
}

std::string fish_completion(const CLI::App& app) {
  std::string out = "# fish completion for sluice; made by `sluice completion fish`\n";
  for (const auto& l : levels_of(app)) {
    std::string condition;
    for (std::size_t at = 0; at < l.path.size();) {
      const auto end = std::min(l.path.find(' ', at), l.path.size());
      condition += condition.empty() ? "" : "; and ";
      condition += "__fish_seen_subcommand_from " + l.path.substr(at, end - at);
      at = end + 1;
    }
    if (l.path.empty()) condition = "__fish_use_subcommand";
    auto no_further = condition;
    if (!l.path.empty() && !l.subcommands.empty()) {
      no_further += "; and not __fish_seen_subcommand_from";
      for (const auto& w : l.subcommands) no_further += ' ' + w.text;
    }
    const auto begin = [](const std::string& when) {
      return "complete -c sluice -n " + single_quoted(when);
    };
    for (const auto& w : l.subcommands)
      out += begin(no_further) + " -f -a " + w.text + " -d " + single_quoted(w.help) + '\n';
    for (const auto& w : l.options)
      out += begin(condition) + " -l " + w.text.substr(2) + " -d " + single_quoted(w.help) + '\n';
  }
  return out;
}

}  // namespace sluice::app
