using System.Security.Cryptography;
using System.Text;

namespace InventoryFunctions.PurchaseOrders.Approval;

/// <summary>The style sheet of all pages, and the hash by which alone the content security policy lets it in.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet.</summary>
    public const string Css = """
        :root{color-scheme:light dark;--page:#f3f5f8;--card:#fff;--text:#1b2430;--soft:#4c5a6b;--line:#d5dbe3;--link:#0b57a4;
        --go:#0f6b3a;--go-text:#fff;--stop:#a51d1d;--note:#fff4d6;--note-line:#8a6100}
        @media (prefers-color-scheme:dark){:root{--page:#12171e;--card:#1c232d;--text:#eef2f6;--soft:#b4c0cd;--line:#3a4552;--link:#8cc4ff;
        --go:#7fdca4;--go-text:#0b2a18;--stop:#ffa8a8;--note:#3a3115;--note-line:#e5bf5a}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--text);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        header,main,footer{max-width:44rem;margin:0 auto;padding:0 1rem}
        header{padding-top:1.5rem}
        .brand{margin:0;font-weight:650;letter-spacing:.01em}
        .brand span{color:var(--soft);font-weight:400}
        main{margin-top:1rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.5rem 1.25rem}
        h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}
        h2{margin:1.75rem 0 .5rem;font-size:1.05rem}
        p{margin:.5rem 0;overflow-wrap:anywhere}
        .soft{color:var(--soft)}
        .number{margin:1rem 0;font-size:2.25rem;font-weight:700;line-height:1.1}
        .number span{font-size:1rem;font-weight:400;color:var(--soft)}
        dl{margin:1rem 0 0;border-top:1px solid var(--line)}
        dl div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.125rem 1rem;padding:.6rem 0;border-bottom:1px solid var(--line)}
        dt{color:var(--soft)}
        dd{margin:0;font-weight:550;overflow-wrap:anywhere}
        ul{margin:.5rem 0;padding-left:1.25rem}
        li{margin:.25rem 0;overflow-wrap:anywhere}
        .notice{margin:0 0 1.25rem;padding:.75rem 1rem;background:var(--note);border-left:4px solid var(--note-line);border-radius:.25rem}
        blockquote{margin:.75rem 0;padding:.25rem 0 .25rem 1rem;border-left:4px solid var(--line);white-space:pre-wrap;overflow-wrap:anywhere}
        label{display:block;margin-top:1.75rem;font-weight:650}
        textarea{display:block;width:100%;min-height:6rem;margin-top:.375rem;padding:.625rem;border:1px solid var(--soft);border-radius:.5rem;
        background:var(--card);color:var(--text);font:inherit}
        .buttons{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.25rem}
        button{flex:1 1 12rem;min-height:3rem;padding:.625rem 1rem;border:2px solid var(--go);border-radius:.5rem;font:inherit;font-weight:650;cursor:pointer;
        background:var(--go);color:var(--go-text)}
        button.stop{background:var(--card);border-color:var(--stop);color:var(--stop)}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        footer{margin-top:1rem;padding-bottom:2rem;font-size:.875rem;color:var(--soft);overflow-wrap:anywhere}
        """;

    /// <summary>As a source of the content security policy.</summary>
    public static string Hash { get; } = $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}";
}
