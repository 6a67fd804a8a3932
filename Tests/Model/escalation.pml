/* The escalation of one alert through crashes, failing commits and recoveries, for spin(1).
 *
 * A turn decides, commits, and only then lets out what it brought about; a crash can come between
 * any two of these and takes all that is not on stable storage. A start goes on from there. A
 * commit that fails stops nothing: the turn's pages leave, an alarm stands, and what is owed is
 * stored by a later turn. Time is not counted: a deadline may pass whenever the line runs, and a
 * page's outcome may come whenever the page is on its way.
 *
 * Faults to plant, each of which must be found (see check):
 *   LOSE_DEADLINE     the deadline of a held alert is not stored
 *   FORGET_OWED       a start does not send again what was owed, and waits for nothing
 *   PAGE_FIRST        pages leave before the commit
 *   STOP_AFTER_LAST   after the last step there is no next round
 *   OK_FIRST          the gateway has its ok before the commit
 *   FORGET_RESORT     a round that reached nobody is followed by one like it
 *
 * The last step pages the last resort; with RESORT_APART no step does, and it is paged only with a
 * round that follows one in which no page could be delivered.
 */
#define unraised 0
#define none 0
#define STEPS 3
#ifdef RESORT_APART
#define RESORT 0
#else
#define RESORT STEPS
#endif
#define CRASHES 2
#define ANSWERS 2

mtype = { paging, pausing, held, closed };           /* how the alert stands; 0: not at all */
mtype = { owed, delivered, failed };           /* how the step's page stands; 0: none */

typedef Line {
  mtype state;
  byte step;
  mtype page;
  bool deadline;
  bool resort                /* the last resort is paged beside the step */
};
Line stored; /* on stable storage */
Line live;   /* in memory */

bool up = true;
bool owing = false;          /* a commit failed, and the alarm stands */
bool diskWorks = true;
bool channelsWork = true;
byte crashes = 0;
byte answers = 0;
bool accepted = false;       /* the gateway has its ok */
bool alarmed = false;        /* ... and was told that it is not durable */

/* What leaves the house, seen for one state each. */
bool pageLeaves = false;
bool lastResortIsPaged = false;

#define isOpen(line) (line.state == paging || line.state == pausing || line.state == held)
#define isHeard(line) (line.deadline || line.page == owed || line.page == delivered)
#define isUnanswered(line) (line.state == paging || line.state == pausing)

inline copy(to, from) {
  to.state = from.state; to.step = from.step; to.page = from.page; to.deadline = from.deadline;
  to.resort = from.resort
}

inline write() {
  d_step {
    if
    :: diskWorks ->
      copy(stored, live);
      owing = false;
#ifdef LOSE_DEADLINE
      stored.deadline = live.deadline && live.state != held;
#endif
    :: else -> owing = true
    fi
  }
}

inline die() {
  d_step {
    crashes++;
    up = false;
    owing = false;
    live.state = unraised; live.step = 0; live.page = none; live.deadline = false;
    live.resort = false
  }
}

/* The page of a step goes to its channel. */
inline letOut() {
  if
  :: live.page == owed ->
    d_step { pageLeaves = true; lastResortIsPaged = (live.step == RESORT || live.resort) };
    d_step { pageLeaves = false; lastResortIsPaged = false }
  :: else -> skip
  fi
}

/* The rest of a turn after its decision. */
inline finish() {
#ifdef PAGE_FIRST
  letOut();
#endif
  if
  :: crashes < CRASHES -> die()
  :: true ->
    write();
    if
    :: crashes < CRASHES -> die()
    :: true -> letOut()
    fi
  fi
}

inline begin(number, withResort) {
  live.step = number; live.resort = withResort; live.state = paging;
  live.page = owed; live.deadline = true
}

/* A pause is what follows a round that reached nobody. */
#ifdef FORGET_RESORT
#define reachedNobody false
#else
#define reachedNobody (live.state == pausing)
#endif

inline goOn() {
  if
  :: live.step < STEPS -> begin(live.step + 1, false)
#ifdef STOP_AFTER_LAST
  :: else -> live.page = none
#else
  :: else -> begin(1, reachedNobody)
#endif
  fi
}

active proctype line() {
end:
  do
  /* The urgent request, handed in until it is accepted. */
  :: up && live.state == unraised && !accepted ->
    d_step { begin(1, false) };
#ifdef OK_FIRST
    accepted = true;
#endif
    finish();
    d_step {
      if
      :: up -> accepted = true; alarmed = owing
      :: else -> skip
      fi
    }

  /* A deadline passes: of the step, of a pause, of an officer's silence. */
  :: up && isOpen(live) && live.deadline ->
    d_step { goOn() };
    finish()

  /* The channel's word. A failed page ends the step; a failed round is followed by a pause. */
  :: up && live.state == paging && live.page == owed && channelsWork ->
    live.page = delivered;
    finish()
  :: up && live.state == paging && live.page == owed && !channelsWork ->
    d_step {
      if
      :: live.step == STEPS -> live.state = pausing; live.page = failed; live.deadline = true
      :: else -> goOn()
      fi
    };
    finish()

  /* An officer acknowledges; brings it to its end, or shows a sign. */
  :: up && isUnanswered(live) && live.page == delivered && answers < ANSWERS ->
    d_step { answers++; live.state = held; live.page = none; live.deadline = true };
    finish()
  :: up && live.state == held ->
    d_step { live.state = closed; live.page = none; live.deadline = false };
    finish()

  /* What is owed is stored when the disk works again. */
  :: up && owing && diskWorks -> write()

  /* A start takes up what is stored and sends again what is owed. */
  :: !up ->
    d_step {
      copy(live, stored);
#ifdef FORGET_OWED
      if
      :: live.page == owed -> live.page = none; live.deadline = false
      :: else -> skip
      fi;
#endif
      up = true
    };
    letOut()
  od
}

/* Disk and channels fail and are mended, at any time; in the end they work. */
active proctype surroundings() {
  if
  :: diskWorks = false; diskWorks = true
  :: skip
  fi;
  if
  :: channelsWork = false; channelsWork = true
  :: skip
  fi
}

/* No open alert is without both a page and a deadline, neither in memory nor on the disk. */
ltl never_forgotten {
  [] ((isOpen(stored) -> isHeard(stored)) && (isOpen(live) -> isHeard(live)))
}

/* The ok means stored, unless it said that it is not. */
ltl accepted_is_safe { [] (accepted -> (stored.state != unraised || alarmed)) }

/* Nothing leaves before its commit, unless the commit was tried and failed. */
ltl commit_first {
  [] (pageLeaves -> ((isOpen(stored) && stored.step == live.step) || owing))
}

/* Whoever is not answered reaches the last resort again and again. */
ltl again_and_again { (<> [] (isUnanswered(stored))) -> ([] <> lastResortIsPaged) }

/* After a round in which nobody could be reached, the last resort is. */
ltl failed_round { [] (stored.state == pausing -> <> (lastResortIsPaged || !isUnanswered(stored))) }
