/** Artifacts in storage that speaks as S3 does. Only this package knows the AWS SDK. */
@NullMarked
package org.eyes4j.s3;

import org.jspecify.annotations.NullMarked;
