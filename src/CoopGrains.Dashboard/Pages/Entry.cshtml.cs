using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using Microsoft.AspNetCore.Mvc;

namespace CoopGrains.Dashboard.Pages;

/// <summary>One ledger entry: what was said of it, and who has answered.</summary>
public sealed class EntryPage : ReadingPage
{
    /// <inheritdoc/>
    public override string Section => Kind + "s";

    /// <summary>The book.</summary>
    public KnownBook Book { get; private set; } = null!;

    /// <summary>The entry.</summary>
    public EntryView Entry { get; private set; } = null!;

    /// <summary>What its history says.</summary>
    public EntryStory Story { get; private set; } = null!;

    /// <summary>True when the reader's work page may have something to do about it; that page and the API decide.</summary>
    public bool MayAct => Entry.Status is EntryStatus.Reported or EntryStatus.Disputed or EntryStatus.SentBack
        && (Actor.Roles.HasFlag(Roles.Recorder) || (Actor.Roles.HasFlag(Roles.Confirmer) && Entry.By.Side != Actor.Side));

    /// <summary>What else the reader may say about it, by the names of acts; the API decides.</summary>
    public IEnumerable<string> Acts => Entry.Status is EntryStatus.Withdrawn or EntryStatus.Corrected or EntryStatus.Reversed ? []
        : Entry.Status == EntryStatus.Confirmed && Actor.Roles.HasFlag(Roles.Recorder) ? ["markDuplicate", "markDistinct", "reverseEntry"]
        : ["markDuplicate", "markDistinct"];

    private string Kind => Request.Path.Value!.Split('/')[1].TrimEnd('s');

    /// <summary>Shows it.</summary>
    /// <param name="id">The book.</param>
    /// <param name="entry">The entry.</param>
    public async Task<IActionResult> OnGetAsync(string id, string entry)
    {
        Book = await Site.OpenAsync(HttpContext, Enum.Parse<BookKind>(Kind, ignoreCase: true), id);
        if (Reading.Entry(Book.Book, entry, Actor) is not { } found)
            return NotFound();
        Entry = found;
        Story = await Site.StoryAsync(HttpContext, Book, found);
        Title = Words.Filled("entry", found.Number);
        return Page();
    }
}
