#include "gateway/cli/reference.hpp"

#include <fmt/format.h>

#include "gateway/settings/command.hpp"
#include "gateway/settings/help.hpp"
#include "gateway/settings/profile.hpp"

namespace gateway {

namespace {

constexpr std::string_view introduction = R"(# The gateway's settings and commands

Everything `smg` can be told, from the table that its commands, web pages and configuration file are made of. This
file is written by `smg --reference`; a test compares the two.

)";

constexpr std::string_view language = R"(
Words are compared without case, and one may be cut short where only one fits: `sh lea`, `set dhcp serv mac al na
1,Lobby`. A whole word is preferred to a longer one that begins with it; a word that is short for several is refused,
and they are named. The longest match wins: `Dhcp Server Tftp Server Configured 1,yes` does not set a server named
`Configured`. Fields of lists need an index, from 1; it ends at the first comma, and the rest, commas included, is the
value. Setting a field of an `unconfigured` row creates the row, switched on; `delete` makes it unconfigured again.

What is set is in force at once, and gone when the gateway ends unless it is saved. A refused line changes nothing.

`show` alone prints all settings as the commands that make them, `show` with the first words of settings the part
that begins so, and `show` with a page's title or menu path the page: a list by its columns, with an index one entry.

)";

constexpr std::string_view ways = R"(
## Where commands are typed

* `smg --cli --control PATH` talks to a running gateway through its control socket; so does anything else that can
  speak to a Unix socket.
* `smg --cli --config FILE` edits a configuration file of a gateway that does not run: the file is read, or begun when
  there is none, and `save` writes it. `--profile` says what it is on top of.
* `smg --check FILE` reads a configuration file and tells every mistake.

On a terminal there is a prompt, and `exit` or the end of the input ends it. From a pipe the answers are all there is
on standard output, and the exit status is 2 when a command was refused.

**Control protocol.** A Unix stream socket, mode 0600, at `--control PATH`. Each line is a command. Its answer is any
number of lines and then an empty line; one that begins with `error: ` refuses the command, and a second one that
begins with `help: ` says what can be typed instead. A connection's commands are answered in turn, the next one
obeyed once the last is answered. Closing the sending side ends the connection once everything is answered:
`echo show leases | socat - UNIX:PATH`.

## hdl

`hdl <name>` fetches a file with the HTTP client's settings and answers with status, size and where it is kept.

| name | what is asked for |
|---|---|
| holds `$$`, which stands for the serial number | `<Activator Download Path>?file=<name>` |
| begins with `/` | the name as it is |
| any other | `<Download Path>/<name>` |

A try without an answer is repeated as often as Connection Retries says. The file is kept by the last part of its
name, whole or not at all.

## Files

* **Configuration** (`--config FILE`): commands that set something, one a line, on top of the profile. A line that
  begins with `#` is a comment. A file with mistakes is not started with: all of them are told, with their places.
* `save` writes it anew with every setting: what stood in it otherwise, comments too, stays beside it as `FILE.bak`.
  Both have mode 0600. Whenever the gateway or the machine dies, the file is the old one or the new one, whole.
* **State** (`--state FILE`, else the configuration file's name with `.state`): leases and the events that wait, not
  settings. Mode 0600.
* **Downloads** (`--downloads FOLDER`, else `downloads/` beside the configuration file): what `hdl` fetched. Without
  either nothing is kept.

)";

// As a cell of a table: a bar would end it, and an angle bracket might begin a tag.
std::string cell(std::string_view text) {
  std::string safe;
  for (const char letter : text) {
    if (letter == '|' || letter == '<') safe += '\\';
    safe += letter;
  }
  return safe;
}

std::string field(const SettingRow& row) {
  const auto value = default_value(row);
  const auto also = row.also.empty() ? "" : fmt::format("; also `{}`", row.also);
  return fmt::format("| {}{} | `{}`{} | {} | {} | {} |\n", cell(row.label),
                     row.shown == Shown::advanced ? " (after *Advanced*)" : "", usage_of(row), also,
                     cell(allowed_values(row)), value.empty() ? "nothing" : "`" + value + "`",
                     cell(row.help) + (row.ours ? " *Ours.*" : ""));
}

std::string page_section(const SettingPage& page) {
  auto text = fmt::format("\n### {}\n\n{}", cell(page.path), cell(page.help));
  if (page.list != nullptr)
    text += fmt::format(" A list of {} rows; `delete {} <1 to {}>` empties one{}.", page.list->size,
                        page.list->words, page.list->size,
                        page.list->switch_words.empty() ? ""
                                                        : fmt::format(", `no {} <1 to {}>` switches it off",
                                                                      page.list->words, page.list->size));
  text += "\n\n| field | command | allowed | default | what it does |\n|---|---|---|---|---|\n";
  for (const auto& row : page.rows) text += field(row);
  return text;
}

}  // namespace

std::string reference_document() {
  auto text = std::string(introduction) + "## Commands\n\n| command | what it does |\n|---|---|\n";
  for (const auto& verb : verbs()) text += fmt::format("| `{}` | {} |\n", verb.usage, cell(verb.help));
  text += std::string(language) + "| topic | what is told |\n|---|---|\n";
  for (const auto& topic : show_topics())
    text += fmt::format("| `show {}` | {} |\n", topic.words, cell(topic.help));
  text += ways;
  text += fmt::format("**Profiles** (`--profile NAME`): {}.\n", fmt::join(profile_names(), ", "));
  text +=
      "\n## Pages\n\nWhere nothing else is said a field is one of the vendor's note; *Ours* are those we added.\n";
  for (const auto& page : setting_pages()) text += page_section(page);
  return text;
}

}  // namespace gateway
