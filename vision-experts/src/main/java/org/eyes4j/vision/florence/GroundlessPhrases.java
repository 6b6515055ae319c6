package org.eyes4j.vision.florence;

import java.util.Set;

/** Phrases that name no thing: the authors' list, for repositories that bring none. */
final class GroundlessPhrases {
    static final Set<String> ALL = Set.of(
            ("it,I,me,mine,you,your,yours,he,him,his,she,her,hers,they,them,their,theirs,one,oneself,we,us,our,ours,its,"
                            + "myself,yourself,himself,herself,itself,ourselves,yourselves,themselves,this,that,these,those,"
                            + "who,whom,whose,which,what,all,another,any,anybody,anyone,anything,each,everybody,everyone,"
                            + "everything,few,many,nobody,none,several,some,somebody,someone,something,each other,"
                            + "one another,the image,image,images,the,a,an,a group,other objects,lots,a set")
                    .split(","));

    private GroundlessPhrases() {}
}
