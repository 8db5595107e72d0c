using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Random lives of agreements that are mostly about talks.</summary>
public sealed class TalksProperties
{
    private static readonly BookKey Book = BookKey.Agreement("db-psl");

    [Fact]
    public void No_unfinished_matter_is_lost_or_stands_on_two_agendas_to_come()
    {
        var (carried, settled) = (0, 0);
        Check.Holds(25, 120, steps =>
        {
            var trial = Trial<AgreementBook>.Live(Book, Any, steps);
            Assert.Equal(AgreementBook.Write(trial.State), AgreementBook.Write(trial.FoldedFromText()));
            var waiting = trial.State.Talks.Where(TalksFold.IsUpcoming).SelectMany(talks => talks.Agenda)
                .Select(item => item.CarriedFrom).OfType<TalksRef>().ToList();
            Assert.Equal(waiting.Count, waiting.Distinct().Count());
            if (!trial.State.Exists)
                return;
            var next = TalksFold.Carried(trial.State, Book, default).Select(item => item.CarriedFrom!).ToList();
            foreach (var talks in trial.State.Talks)
                foreach (var outcome in talks.Outcomes)
                {
                    var matter = new TalksRef { Agreement = Book, Number = talks.Number, Outcome = outcome.Id };
                    var answered = trial.State.Talks.Any(later => later.Agenda.Any(item => item.CarriedFrom == matter
                        && later.Outcomes.Any(one => one.AgendaItem == item.Id)));
                    var finished = outcome.State is OutcomeState.Done or OutcomeState.Dropped;
                    // What is to be done waits on an agenda, comes onto the next one, or got an outcome since.
                    Assert.True(finished || answered || waiting.Contains(matter) || next.Contains(matter), $"{matter} is lost");
                    Assert.False((finished || waiting.Contains(matter)) && next.Contains(matter), $"{matter} comes twice");
                    carried += outcome.State == OutcomeState.Carried ? 1 : 0;
                    settled += finished ? 1 : 0;
                }
        });
        Assert.True(carried > 0 && settled > 0, $"{carried} carried, {settled} settled: the trials are not sensible enough");
    }

    private static Command Any(Choices choices, AgreementBook state)
    {
        if (!state.Exists)
            return Books.Draft(["vn-db", "la-psl"]) with { Text = Books.Text("Biên bản hợp tác", World.Years(2025, 2034)) };
        if (choices.Often(5))
            return Arbitrary.ForAgreement(choices, state);
        var talks = choices.PickOr(state.Talks, null);
        var number = talks?.Number ?? 1;
        return choices.Next(10) switch
        {
            0 or 1 => new PlanTalks { On = PartialDate.OfYear(2025 + choices.Next(9)), Host = choices.Pick(["vn-db", "la-psl"]) },
            2 or 3 => new HoldTalks { Number = number, On = PartialDate.OfYear(2025) },
            4 => new CancelTalks { Number = number, Reason = "lũ" },
            5 => new PostponeTalks { Number = number, To = PartialDate.OfYear(2028), Reason = "lũ" },
            6 => new SettleOutcome
            {
                Number = number,
                Outcome = talks is null ? "none" : choices.PickOr(talks.Outcomes, null)?.Id ?? "none",
                Done = choices.Often(50),
                Note = "xong",
            },
            7 => new ShareAgenda { Number = number, Revision = talks?.Revision ?? 1, Agenda = [new() { Id = "a1", Title = World.Vi("Mới") }] },
            _ => new RecordOutcome
            {
                Number = number,
                Outcome = new()
                {
                    Id = "o" + choices.Next(50),
                    Title = World.Vi("Việc"),
                    AgendaItem = talks is not null && choices.Often(60) ? choices.PickOr(talks.Agenda, null)?.Id : null,
                },
            },
        };
    }
}
