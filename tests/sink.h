/* sink.h - Postfix's smtp-sink as a relay, which shares no code with us; one a test. */
#ifndef CONVENE_SINK_H
#define CONVENE_SINK_H

#include <stdbool.h>

#define SINK_WORDS_MAX 4

bool sink_is_installed(void);

/* With these options, as many as there are; answers its port, on which it listens. */
int sink_start(const char *const *options);
void sink_stop(void); /* if there is one */
#endif
