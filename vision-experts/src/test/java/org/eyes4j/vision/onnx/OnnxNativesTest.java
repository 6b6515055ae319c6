package org.eyes4j.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxNativesTest {
    @Test
    void should_unpack_the_library_once_and_mend_a_half_written_one(@TempDir Path folder) throws IOException {
        Path home = OnnxNatives.unpack(folder).orElseThrow();
        Path library = home.resolve(System.mapLibraryName("onnxruntime"));
        long size = Files.size(library);
        FileTime old = FileTime.fromMillis(0);
        Files.setLastModifiedTime(library, old);

        assertThat(OnnxNatives.unpack(folder)).contains(home);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(old);

        Files.write(library, new byte[10]);
        OnnxNatives.unpack(folder);
        assertThat(library).hasSize(size);
        try (var files = Files.list(home)) {
            assertThat(files).hasSize(2);
        }
    }
}
