using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Commands about cases, and what tests ask of them.</summary>
internal static class CasePlay
{
    public static readonly Actor Council = World.Who("vn-db", Roles.Overseer, "huong", "council");

    public static RaiseCase Raise(CaseKind kind, string? due = null, params ReadOnlySpan<string> to)
    {
        var parties = new List<CaseParty>();
        foreach (var party in to)
            parties.Add(new() { Party = party });
        return new()
        {
            Kind = kind,
            Title = World.Vi("Vướng mắc"),
            Text = World.Vi("Hàng hóa qua cửa khẩu bị chậm"),
            To = parties.ToValueList(),
            Due = due is null ? null : World.Date(due),
        };
    }

    public static LocalizedText Words => World.Vi("Đã xử lý");

    /// <summary>Raises a case and gives its id.</summary>
    public static string Raised<TBook>(this Play<TBook> play, Actor by, RaiseCase raise)
        where TBook : class, IBookState<TBook>
    {
        play.Do(by, raise);
        return play.History.OfType<CaseRaised>().Last().Case.Id;
    }

    public static Case Case(this Play<ProgramBook> play, string id) => play.State.Cases!.Find(id)!;

    public static bool IsOpen(this Play<ProgramBook> play, string id) => play.State.Cases!.Open.Any(one => one.Id == id);
}
