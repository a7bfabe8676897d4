#include "gateway/web/settings_view.hpp"

#include <algorithm>

#include "gateway/web/frame.hpp"

namespace gateway::web {

namespace {

Html option(std::string_view choice, bool chosen) {
  Attributes attributes{{"value", std::string(choice)}};
  if (chosen) attributes.emplace_back("selected", "");
  return tag("option", attributes, text(choice));
}

Html control(const Field& field, const std::string& name) {
  Attributes attributes{{"id", name}, {"name", name}};
  attributes.emplace_back("aria-describedby", field.refusal ? name + "-error " + name + "-help" : name + "-help");
  if (field.refusal) attributes.emplace_back("aria-invalid", "true");
  const auto possible = choices(*field.row);
  if (possible.empty()) {
    const bool secret = is_secret(*field.row);
    attributes.insert(attributes.end(), {{"type", secret ? "password" : "text"},
                                         {"value", field.value},
                                         {"autocomplete", secret ? "new-password" : "off"},
                                         {"autocapitalize", "none"},
                                         {"spellcheck", "false"}});
    if (is_number(*field.row)) attributes.emplace_back("inputmode", "numeric");
    return lone_tag("input", attributes);
  }
  Html options;
  const bool known = std::ranges::find(possible, field.value) != possible.end();
  if (!known) options += option(field.value, true);  // refused, and kept all the same
  for (const auto choice : possible) options += option(choice, choice == field.value);
  return tag("select", attributes, options);
}

Html details(const SettingRow& row) {
  const auto fresh = default_value(row);
  const auto index = row.list != nullptr ? "<index>," : "";
  return tag("dl", {{"class", "details"}},
             tag("dt", "Command") +
                 tag("dd", tag("code", "Set " + std::string(row.words) + " " + index + "<value>")) +
                 tag("dt", "Allowed") + tag("dd", allowed_values(row)) + tag("dt", "Default") +
                 tag("dd", fresh.empty() ? "nothing" : fresh));
}

Html field_view(const Field& field, View view) {
  const auto name = field_name(*field.row);
  auto inside = tag("label", {{"for", name}}, text(field.row->label)) + control(field, name);
  if (field.refusal)
    inside += tag("p", {{"class", "refusal"}, {"id", name + "-error"}},
                  text(field.refusal->message) +
                      (field.refusal->help.empty() ? Html() : lone_tag("br", {}) + text(field.refusal->help)));
  const std::string_view keep = is_secret(*field.row) ? " Leave it empty to keep it as it is." : "";
  inside += tag("p", {{"class", "help"}, {"id", name + "-help"}}, text(field.row->help) + text(keep));
  if (view == View::advanced) inside += details(*field.row);
  return tag("div", {{"class", field.refusal ? "field refused" : "field"}}, inside);
}

Html buttons(const Place& place, View view) {
  // Update comes first: it is what the Enter key in a field presses.
  auto all =
      tag("button", {{"type", "submit"}, {"name", "do"}, {"value", "update"}, {"class", "main"}}, text("Update"));
  all += view == View::basic ? button("do", "advanced", "Advanced") : button("do", "basic", "Basic");
  if (place.index) all += link(place.node().path, "Back to the list");
  return tag("div", {{"class", "buttons"}}, all);
}

std::string shown_value(const Settings& settings, const SettingRow& row, std::size_t index) {
  return is_secret(row) ? "(hidden)" : read(settings, row, index);
}

Html operation(const MenuNode& node, const SettingList& list, std::size_t index, bool configured) {
  const auto path = row_path(node, index);
  const auto row = std::string(list.title) + " " + std::to_string(index);
  const auto act = [&](const std::string& to, std::string_view verb) {
    return tag("a", {{"href", to}, {"aria-label", std::string(verb) + " " + row}}, text(verb));
  };
  if (!configured) return act(path, "add");
  return tag("span", act(path, "modify") + text("/") + act(path + "/delete", "delete"));
}

Html row_view(const Settings& settings, const MenuNode& node, std::size_t index) {
  const auto& page = *node.page;
  const bool configured = page.list->configured(settings, index);
  auto cells = tag("td", {{"data-label", "Index"}}, text(std::to_string(index)));
  bool first = true;
  for (const auto& row : page.rows) {
    if (row.shown != Shown::in_list) continue;
    const auto value = configured ? shown_value(settings, row, index) : std::string(first ? "unconfigured" : "");
    cells += tag("td", {{"data-label", std::string(row.label)}}, text(value));
    first = false;
  }
  cells += tag("td", {{"data-label", "Operation"}}, operation(node, *page.list, index, configured));
  return tag("tr", {{"class", configured ? "configured" : "unconfigured"}}, cells);
}

}  // namespace

Html menu_view(const MenuNode& node) {
  Html items;
  for (const auto& child : node.children)
    items +=
        tag("li", link(child.path, child.name) + (child.page != nullptr ? tag("p", child.page->help) : Html()));
  return node.children.empty() ? Html() : tag("ul", {{"class", "menu"}}, items);
}

Html list_view(const Settings& settings, const MenuNode& node) {
  auto columns = tag("th", {{"scope", "col"}}, text("Index"));
  for (const auto& row : node.page->rows)
    if (row.shown == Shown::in_list) columns += tag("th", {{"scope", "col"}}, text(row.label));
  columns += tag("th", {{"scope", "col"}}, text("Operation"));
  Html rows;
  for (std::size_t index = 1; index <= node.page->list->size; ++index) rows += row_view(settings, node, index);
  return tag("p", {{"class", "lead"}}, text(node.page->help)) +
         tag("table", {{"class", "cards"}}, tag("thead", tag("tr", columns)) + tag("tbody", rows));
}

Html entry_view(const Place& place, const std::vector<Field>& fields, View view, const std::string& csrf) {
  const auto path = place.index ? row_path(place.node(), *place.index) : place.node().path;
  auto inside = csrf_field(csrf) + lone_tag("input", {{"type", "hidden"},
                                                      {"name", "view"},
                                                      {"value", view == View::advanced ? "advanced" : "basic"}});
  for (const auto& field : fields) inside += field_view(field, view);
  inside += buttons(place, view);
  return tag("p", {{"class", "lead"}}, text(place.node().page->help)) +
         tag("form", {{"method", "post"}, {"action", path}, {"class", "entry"}}, inside);
}

Html deletion_view(const Settings& settings, const Place& place, const std::string& csrf) {
  const auto& page = *place.node().page;
  Html values;
  for (const auto& row : page.rows)
    values += tag("dt", row.label) + tag("dd", shown_value(settings, row, *place.index));
  const auto ask = "Row " + std::to_string(*place.index) + " becomes unconfigured. What it holds now:";
  return tag("p", {{"class", "lead"}}, text(ask)) + tag("dl", {{"class", "facts"}}, values) +
         tag("form", {{"method", "post"}, {"action", row_path(place.node(), *place.index) + "/delete"}},
             csrf_field(csrf) + tag("div", {{"class", "buttons"}},
                                    tag("button", {{"type", "submit"}, {"class", "danger"}}, text("Delete")) +
                                        link(place.node().path, "Back to the list")));
}

}  // namespace gateway::web
