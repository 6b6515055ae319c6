/** Files in COCO's form and COCO's own measures of detections, equal to pycocotools'. */
@NullMarked
package org.eyes4j.tools.coco;

import org.jspecify.annotations.NullMarked;
