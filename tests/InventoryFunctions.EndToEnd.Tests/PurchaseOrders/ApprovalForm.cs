using System.Net;
using System.Text.RegularExpressions;

namespace InventoryFunctions.EndToEnd.Tests.PurchaseOrders;

/// <summary>The form of the approval page, as a browser that opened the link would send it.</summary>
internal sealed partial class ApprovalForm
{
    private readonly Uri _target;
    private readonly Dictionary<string, string> _fields;

    private ApprovalForm(Uri target, Dictionary<string, string> fields) => (_target, _fields) = (target, fields);

    /// <summary>Opens the link; the page must have a form.</summary>
    public static async Task<ApprovalForm> OpenAsync(HttpClient http, Uri link)
    {
        string page = await http.GetStringAsync(link);
        Match form = Form().Match(page);
        Assert.True(form.Success, page);
        Assert.Equal(["approve", "reject"], Button().Matches(page).Select(button => button.Groups[1].Value));
        return new ApprovalForm(
            new Uri(link, WebUtility.HtmlDecode(form.Groups[1].Value)),
            Hidden().Matches(page).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value)));
    }

    /// <summary>Sends it by one of its buttons.</summary>
    public async Task<(HttpStatusCode Status, string Page)> SendAsync(HttpClient http, string action, string comment = "")
    {
        using FormUrlEncodedContent body = new([.. _fields, new("comment", comment), new("action", action)]);
        using HttpResponseMessage answer = await http.PostAsync(_target, body);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]+)\"")]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex Hidden();

    [GeneratedRegex("<button name=\"action\" value=\"([^\"]+)\"")]
    private static partial Regex Button();
}
