using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using CoopGrains.Network;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace CoopGrains.Dashboard.Site;

/// <summary>What every page has: the language, its words, and who reads.</summary>
public abstract class SitePage : PageModel
{
    /// <summary>The words of the page's language.</summary>
    public PageWords Words { get; private set; } = PageWords.Of("en");

    /// <summary>Who reads; null for a stranger.</summary>
    public PageReader? Reader { get; private set; }

    /// <summary>What the process gives.</summary>
    public IPageSite Site { get; private set; } = null!;

    /// <summary>What the page is called, in the language.</summary>
    public string Title { get; protected set; } = "";

    /// <summary>The part of the site that the page is in, such as <c>network</c>.</summary>
    public virtual string Section => "";

    /// <summary>True for a page that shows how things stand, and follows them while it is open.</summary>
    public virtual bool IsLive => false;

    /// <summary>The address of this page in another language.</summary>
    public string In(string language) => UriHelper.BuildRelative(
        Request.PathBase, Request.Path, Microsoft.AspNetCore.Http.QueryString.Create(
            Request.Query.Where(pair => pair.Key != "lang").Append(new("lang", language))));

    /// <inheritdoc/>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods(Request.Method) && Request.Query["lang"].ToString() is { Length: > 0 } asked && PageLanguage.IsOne(asked))
        {
            PageLanguage.Keep(HttpContext, asked);
            var rest = Microsoft.AspNetCore.Http.QueryString.Create(Request.Query.Where(pair => pair.Key != "lang"));
            context.Result = new LocalRedirectResult(UriHelper.BuildRelative(Request.PathBase, Request.Path, rest));
            return;
        }
        Site = HttpContext.RequestServices.GetRequiredService<IPageSite>();
        Reader = Site.ReaderOf(HttpContext);
        Words = PageWords.Of(PageLanguage.Of(HttpContext, Reader?.Actor.Side == Side.La ? "lo" : "vi"));
        Response.Headers.ContentLanguage = Words.Language;
        Response.Headers.Vary = "Cookie, Accept-Language";
        await PrepareAsync();
        await next();
    }

    /// <summary>What a page needs before it is asked.</summary>
    protected virtual ValueTask PrepareAsync() => default;

    private static bool HttpMethods(string method) => Microsoft.AspNetCore.Http.HttpMethods.IsGet(method)
        || Microsoft.AspNetCore.Http.HttpMethods.IsHead(method);
}

/// <summary>A page of what the books hold.</summary>
public abstract class ReadingPage : SitePage
{
    /// <summary>The view, as the reader sees it.</summary>
    public INetworkReading Reading { get; private set; } = null!;

    /// <summary>Who reads.</summary>
    public Actor Actor => Reader!.Actor;

    /// <summary>True when the reader works in the register, and does not only watch over it.</summary>
    public bool Begins => (Actor.Roles & (Roles.Recorder | Roles.Confirmer | Roles.Coordinator)) != Roles.None;

    /// <summary>How fresh the page is.</summary>
    public ViewStamp Stamp { get; private set; } = null!;

    /// <summary>The names of provinces and national bodies, by id.</summary>
    public IReadOnlyDictionary<string, LocalizedText> Parties { get; private set; } = null!;

    /// <summary>The name of a party in the page's language.</summary>
    public string Party(string id) => Parties.TryGetValue(id, out var name) ? name.Resolve(Words.Language).Text : id;

    /// <summary>The title of a book that the reader sees; its id otherwise.</summary>
    public LocalizedText TitleOf(BookKey book) => Reading.View(book, Actor, Site.Today) switch
    {
        AgreementView agreement => agreement.Text.Title,
        ProgramView program => program.Title,
        _ when Parties.TryGetValue(book.Id, out var name) && book.Kind == BookKind.Province => name,
        _ => new() { En = book.Id },
    };

    /// <summary>Who gives to whom; of a joint duty, all of them once.</summary>
    public string Between(Commitment commitment)
    {
        var isJoint = commitment.Beneficiaries.All(commitment.Givers.Contains);
        return string.Join(", ", commitment.Givers.Select(Party)) + (isJoint ? "" : " → " + string.Join(", ", commitment.Beneficiaries.Select(Party)));
    }

    /// <inheritdoc/>
    protected override async ValueTask PrepareAsync()
    {
        Reading = await Site.ReadingAsync(HttpContext);
        Stamp = Reading.StampFor(Actor);
        Parties = Reading.Provinces(new() { National = true }, Actor, Site.Today, null, MostParties).Items
            .ToDictionary(province => province.Book.Id, province => province.Name);
    }

    private const int MostParties = 200;
}
