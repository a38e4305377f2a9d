package org.warmhandoff.api.people;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.warmhandoff.config.Config.OpenIdConnect;
import org.warmhandoff.config.Config.PeopleConfig;
import org.warmhandoff.config.Config.ProgramConfig;
import org.warmhandoff.config.Config.Role;

/** The page on which people sign in, and that which shows who one is. */
@Controller
public final class SignInPages {

  /** Where people sign in. */
  public static final String SIGN_IN = "/sign-in";

  /** Where it is shown who one is. */
  public static final String ME = "/me";

  private static final String OF_A_ROLE = "ROLE_";

  private final PeopleConfig people;
  private final ProgramConfig program;
  private final SessionEnds sessions;

  /** Pages of that program. */
  public SignInPages(PeopleConfig people, ProgramConfig program, SessionEnds sessions) {
    this.people = people;
    this.program = program;
    this.sessions = sessions;
  }

  /** The form, the button, or both; and what came of the last try. */
  @GetMapping(SIGN_IN)
  String signIn(@RequestParam(name = "wait", required = false) Optional<String> wait, Model page) {
    page.addAttribute("program", program.name());
    page.addAttribute("byPassword", people.users().isPresent());
    page.addAttribute("provider", people.openIdConnect().map(OpenIdConnect::name).orElse(null));
    page.addAttribute("start", Provider.START + "/" + Provider.ID);
    page.addAttribute("wait", wait.map(SignInPages::words).orElse(null));
    return "sign-in";
  }

  /** Of seconds, rounded up where it is longer. */
  private static String words(String seconds) {
    if (!seconds.matches("[0-9]{1,5}")) {
      return "a while";
    }
    var left = Duration.ofSeconds(Long.parseLong(seconds));
    return left.toMinutes() < 2
        ? left.toSeconds() + " seconds"
        : (left.toMinutes() + 1) + " minutes";
  }

  /** Who one is, what one may do, and until when. */
  @GetMapping(ME)
  String me(Authentication person, HttpServletRequest request, Model page) {
    page.addAttribute("program", program.name());
    page.addAttribute("name", name(person));
    page.addAttribute("known", person.getName());
    page.addAttribute(
        "roles",
        person.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .filter(authority -> authority != null && authority.startsWith(OF_A_ROLE))
            .map(authority -> Role.valueOf(authority.substring(OF_A_ROLE.length())))
            .sorted()
            .map(Role::word)
            .toList());
    page.addAttribute("idle", people.session().idle().toMinutes());
    page.addAttribute("end", sessions.end(request.getSession()).atZone(program.timeZone()));
    return "me";
  }

  private static String name(Authentication person) {
    return person.getPrincipal() instanceof PersonOfProvider known && known.getFullName() != null
        ? known.getFullName()
        : person.getName().replaceFirst("^[a-z]+:", "");
  }

  /** How the pages look. */
  @GetMapping(path = SIGN_IN + "/style.css", produces = "text/css")
  @ResponseBody
  Resource style() {
    return new ClassPathResource("style.css", SignInPages.class);
  }
}
