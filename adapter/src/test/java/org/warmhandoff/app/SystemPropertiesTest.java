package org.warmhandoff.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SystemPropertiesTest {

  private Properties before;

  @BeforeEach
  void keep() {
    before = (Properties) System.getProperties().clone();
  }

  @AfterEach
  void putBack() {
    System.setProperties(before);
  }

  @Test
  void thoseOfLibrariesAreRemovedAndJavasOwnAreLeft() {
    System.setProperty("org.apache.commons.logging.Log", "SimpleLog");
    System.setProperty("javax.net.debug", "all");
    System.setProperty("java.util.logging.config.file", "/loud");
    System.setProperty("logging.level.root", "TRACE");
    System.setProperty("javax.net.ssl.trustStore", "/etc/private-ca.p12");

    var removed = SystemProperties.removeThoseOfLibraries();

    assertThat(removed)
        .contains(
            "org.apache.commons.logging.Log",
            "javax.net.debug",
            "java.util.logging.config.file",
            "logging.level.root");
    assertThat(System.getProperty("javax.net.debug")).isNull();
    assertThat(System.getProperty("javax.net.ssl.trustStore")).isEqualTo("/etc/private-ca.p12");
    assertThat(System.getProperty("java.home")).isNotBlank();
    assertThat(System.getProperty("user.timezone")).isEqualTo("UTC");
  }
}
