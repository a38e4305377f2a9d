package org.warmhandoff.benchmarks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class RoomsTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.warmhandoff.benchmarks");

  @Test
  void packagesFormNoCircles() {
    slices().matching("org.warmhandoff.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noPackageHoldsMoreThanThirtyFiles() {
    assertThat(
            CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(groupingBy(JavaClass::getPackageName, counting())))
        .allSatisfy((room, files) -> assertThat(files).as(room).isLessThanOrEqualTo(30));
  }
}
