package org.warmhandoff.testing;

import java.nio.file.Path;
import org.warmhandoff.config.Config;
import org.warmhandoff.config.ConfigFile;

/** Configurations with the partners that tests begin with. */
public final class Partners {

  private static final String BEFORE =
      """
      program:
        namespace: https://id.bridgewater-iop.example
        name: Bridgewater Virtual IOP
      access:
        - name: program
          token: a-token-of-twenty-and-more
          roles: [submit, read]
      partners:
      """;

  private static final String NEAR =
      """
        - name: primary-care
          roles: [primary-care]
          base-url: http://localhost:1/fhir
        - name: psychiatry
          roles: [psychiatry]
          base-url: http://localhost:1/fhir
          limits: {parallel: 3}
          recipient: {medical-personnel: true}
        - name: crisis-center
          roles: [crisis-center, mobile-crisis]
          base-url: http://localhost:1/fhir
          serves:
            states: [MA]
        - name: crisis-center-ny
          roles: [crisis-center]
          base-url: http://localhost:1/fhir
          serves:
            states: [NY]
      """;

  private Partners() {}

  /**
   * Primary care, psychiatry and a crisis center for each of Massachusetts and New York; psychiatry
   * takes three deliveries at a time, one of them an emergency.
   */
  public static Config near() {
    return config(NEAR);
  }

  /** The same of a program that leaves what they hold where consent ends. */
  public static Config nearAndLeftAlone() {
    var leave = "disclosure: {when-consent-ends: leave}\n";
    return new ConfigFile(name -> null).read(leave + BEFORE + NEAR, Path.of("."));
  }

  /**
   * A configuration with these partners.
   *
   * @param partners the list as YAML, indented by two
   */
  public static Config config(String partners) {
    return new ConfigFile(name -> null).read(BEFORE + partners, Path.of("."));
  }
}
