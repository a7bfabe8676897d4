#include "gateway/web/frame.hpp"

namespace gateway::web {

namespace {

Html head(const Frame& frame) {
  return tag("head",
             lone_tag("meta", {{"charset", "utf-8"}}) +
                 lone_tag("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}) +
                 tag("title", frame.title + " · " + frame.serial) +
                 lone_tag("link", {{"rel", "stylesheet"}, {"href", "/style.css"}}));
}

Html post_button(const Frame& frame, const std::string& to, std::string_view label, std::string_view look) {
  return tag(
      "form", {{"method", "post"}, {"action", to}},
      csrf_field(frame.csrf) + tag("button", {{"type", "submit"}, {"class", std::string(look)}}, text(label)));
}

Html navigation(const Frame& frame) {
  constexpr std::pair<const char*, const char*> places[] = {{"/", "Home"},
                                                            {"/advanced", "Advanced"},
                                                            {"/leases", "Leases"},
                                                            {"/events", "Event log"},
                                                            {"/counters", "Counters"}};
  Html links;
  for (const auto& [to, name] : places) {
    Attributes attributes{{"href", to}};
    const bool here = !frame.trail.empty() && frame.trail.back().path == to;
    if (here) attributes.emplace_back("aria-current", "page");
    links += tag("a", attributes, text(name));
  }
  return tag("nav", {{"aria-label", "Main"}}, links);
}

Html banner(const Frame& frame) {
  auto brand = tag("a", {{"class", "brand"}, {"href", "/"}},
                   tag("strong", frame.serial) + tag("span", "Service Managed Gateway"));
  if (frame.csrf.empty()) return tag("header", brand);
  return tag("header", brand + navigation(frame) + post_button(frame, "/logout", "Log out", "quiet"));
}

Html breadcrumbs(const Frame& frame) {
  if (frame.trail.size() < 2) return {};
  Html items;
  for (const auto& crumb : frame.trail) {
    const bool here = &crumb == &frame.trail.back();
    items +=
        tag("li", here ? tag("span", {{"aria-current", "page"}}, text(crumb.name)) : link(crumb.path, crumb.name));
  }
  return tag("nav", {{"class", "trail"}, {"aria-label", "You are here"}}, tag("ol", items));
}

Html unsaved_bar(const Frame& frame) {
  if (!frame.unsaved || frame.csrf.empty()) return {};
  return tag("div", {{"class", "message warning bar"}},
             tag("p", "Changes are in force but not saved: a restart loses them.") +
                 post_button(frame, "/save", "Save", ""));
}

Html messages(const Frame& frame) {
  Html all;
  for (const auto& message : frame.messages) {
    const std::string look = message.tone == Frame::Tone::notice    ? "notice"
                             : message.tone == Frame::Tone::warning ? "warning"
                                                                    : "error";
    all += tag("p", {{"class", "message " + look}, {"role", look == "error" ? "alert" : "status"}},
               text(message.text));
  }
  return all;
}

}  // namespace

std::string framed(const Frame& frame, const Html& content) {
  const auto body =
      tag("a", {{"class", "skip"}, {"href", "#content"}}, text("Skip to the content")) + banner(frame) +
      tag("main", {{"id", "content"}},
          breadcrumbs(frame) + unsaved_bar(frame) + tag("h1", frame.title) + messages(frame) + content);
  return document(tag("html", {{"lang", "en"}}, head(frame) + tag("body", body)));
}

Html csrf_field(const std::string& csrf) {
  return lone_tag("input", {{"type", "hidden"}, {"name", "csrf"}, {"value", csrf}});
}

Html button(std::string_view name, std::string_view value, std::string_view label) {
  return tag("button", {{"type", "submit"}, {"name", std::string(name)}, {"value", std::string(value)}},
             text(label));
}

}  // namespace gateway::web
