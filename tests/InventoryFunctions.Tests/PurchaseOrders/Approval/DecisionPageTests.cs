using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Azure;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders.Approval;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.PurchaseOrders.Approval;

/// <summary>What a person does with the page.</summary>
[Trait("Parity", "B6")]
public sealed class DecisionPageTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Page_OfAnOpenOrder_SaysWhatWhyAndUntilWhen()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        await app.AddItemAsync("tv", "Television 55\"");
        await app.RequestAsync(12, orderId: "o-1");
        PurchaseOrder order = await app.RequestAsync(1200, orderId: "o-2");

        ApprovalApp.Page page = await app.GetAsync(app.LinkTo(order));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.All(
            (string[])
            [
                "Buy Television 55\"?", "1,222 pieces", "In stock now 3 pieces (IN STOCK)", "Threshold 5 pieces", "Order o-1 asks for 12 pieces",
                "Order o-2 asks for 1,200 pieces", "On top, 10 pieces", "Decide before 31 January 2026, 12:00 UTC", "Approve 1,222 pieces",
            ],
            expected => Assert.Contains(expected, page.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("approve", PurchaseOrderStatus.Approved, "approved")]
    [InlineData("reject", PurchaseOrderStatus.Rejected, "rejected")]
    public async Task Decision_OnThePage_IsRecordedWithWhoAndWhyAndShownEverAfter(string action, PurchaseOrderStatus status, string word)
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        await app.AddItemAsync("tv", "Television");
        PurchaseOrder order = await app.RequestAsync(12);

        ApprovalApp.Page decided = await app.DecideOnPageAsync(order, action, "  As agreed,\r\nby phone.  ");
        app.Clock.Advance(TimeSpan.FromHours(1));
        ApprovalApp.Page later = await app.GetAsync(app.LinkTo(order));

        PurchaseOrder stored = await app.OrderAsync(order.PurchaseOrderId);
        Assert.Equal((status, "administrator", "As agreed,\nby phone."), (stored.Status, stored.DecidedBy, stored.Comment));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (decided.Status, later.Status));
        Assert.Contains("Your decision is recorded.", decided.Text, StringComparison.Ordinal);
        Assert.All([decided, later], page => Assert.Contains(
            $"The purchase order of 22 pieces was {word} by administrator on 1 January 2026, 12:00 UTC", page.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("<form", later.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decision_ByTheLinkOfAnEscalation_IsTheirs()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        string token = app.Links.Of(order, ApprovalLinks.Escalation).Query["?token=".Length..];

        await app.PostAsync(order, ("token", token), ("action", "approve"), ("version", "1"));

        Assert.Equal("escalation", (await app.OrderAsync(order.PurchaseOrderId)).DecidedBy);
    }

    [Fact]
    public async Task Decision_AfterTheQuantityGrew_ShowsTheNewOneWithAFreshFormAndTheComment()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        ApprovalApp.Page seen = await app.GetAsync(app.LinkTo(order));
        await app.RequestAsync(30, orderId: "o-2");

        ApprovalApp.Page changed = await app.PostAsync(
            order, ("token", seen.Hidden("token")), ("action", "approve"), ("version", seen.Hidden("version")), ("comment", "fine with me"));

        Assert.Equal(HttpStatusCode.Conflict, changed.Status);
        Assert.Contains("the quantity is 52 now. Nothing was decided", changed.Text, StringComparison.Ordinal);
        Assert.Contains("fine with me</textarea>", changed.Html, StringComparison.Ordinal);
        Assert.True((await app.OrderAsync(order.PurchaseOrderId)).IsOpen);

        ApprovalApp.Page decided = await app.PostAsync(
            order, ("token", changed.Hidden("token")), ("action", "approve"), ("version", changed.Hidden("version")));
        Assert.Equal(HttpStatusCode.OK, decided.Status);
        Assert.Equal((PurchaseOrderStatus.Approved, 52), ((await app.OrderAsync(order.PurchaseOrderId)) is var stored ? stored.Status : default, stored.Quantity));
    }

    [Fact]
    public async Task Comment_UpToAThousandCharacters_IsKeptAndALongerOneGoesBackToItsWriter()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        string longest = string.Concat(Enumerable.Repeat("ü語\n漢\t", 200)).TrimEnd() + "e";

        ApprovalApp.Page refused = await app.DecideOnPageAsync(order, "approve", longest + "fg");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("must be at most 1,000 characters; it has 1,002", refused.Text, StringComparison.Ordinal);
        ApprovalApp.Page pasted = await app.DecideOnPageAsync(order, "approve", new string('x', 20_000));
        Assert.Equal(HttpStatusCode.BadRequest, pasted.Status);
        Assert.Contains(new string('x', 20_000) + "</textarea>", pasted.Html, StringComparison.Ordinal);
        Assert.True((await app.OrderAsync(order.PurchaseOrderId)).IsOpen);

        Assert.Equal(HttpStatusCode.OK, (await app.DecideOnPageAsync(order, "approve", "\0" + longest)).Status);
        Assert.Equal(longest, (await app.OrderAsync(order.PurchaseOrderId)).Comment);
    }

    [Fact]
    [Trait("Parity", "D6")]
    public async Task Decision_StorageFailsOnceItStands_IsTold()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        bool stands = false;
        app.Traffic.Before = call =>
        {
            if (stands && call.Method == "GET" && call.Path.Contains(InventoryStore.TableName, StringComparison.Ordinal))
            {
                throw Away();
            }

            stands |= call.Body.Contains("settle", StringComparison.Ordinal);
            return Task.CompletedTask;
        };

        ApprovalApp.Page page = await app.PostAsync(order, ("token", app.TokenOf(order)), ("action", "approve"), ("version", "1"));

        Assert.True(stands);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Thank you. Your decision is recorded.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decision_StorageFails_IsSaidNotToBeKnown()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        app.Traffic.Before = call => call.Body.Contains("settle", StringComparison.Ordinal) ? throw Away() : Task.CompletedTask;

        ApprovalApp.Page page = await app.PostAsync(order, ("token", app.TokenOf(order)), ("action", "approve"), ("version", "1"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "5"), (page.Status, page.Headers["Retry-After"].Single()));
        Assert.Contains("It is not known whether your answer was recorded. Open the link again to see.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was changed.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_StorageFails_SaysThatNothingWasChanged()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        app.Traffic.Before = _ => throw Away();

        ApprovalApp.Page page = await app.GetAsync(app.LinkTo(order));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("Nothing was changed.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAProductThatIsGone_SaysSoAndLetsDecide()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);

        ApprovalApp.Page page = await app.GetAsync(app.LinkTo(order));

        Assert.Contains("In stock now not known: the product is not in the inventory", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.DecideOnPageAsync(order, "reject")).Status);
    }

    [Fact]
    [Trait("Parity", "D6")]
    public async Task Pages_OfEveryKind_LetNothingInAndTellNobodyOfTheToken()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        Uri link = app.LinkTo(order);

        ApprovalApp.Page[] pages = [await app.GetAsync(link), await app.SendAsync(HttpMethod.Head, link), await app.GetAsync(new Uri(link + "A")), await app.PostAsync(order)];

        foreach (ApprovalApp.Page page in pages)
        {
            string csp = Assert.Single(page.Headers["Content-Security-Policy"]);
            Assert.StartsWith("default-src 'none'; style-src 'sha256-", csp, StringComparison.Ordinal);
            Assert.EndsWith("; form-action 'self'; frame-ancestors 'none'; base-uri 'none'", csp, StringComparison.Ordinal);
            Assert.Equal("no-referrer", Assert.Single(page.Headers["Referrer-Policy"]));
            Assert.Equal("no-store", Assert.Single(page.Headers["Cache-Control"]));
            Assert.Equal("nosniff", Assert.Single(page.Headers["X-Content-Type-Options"]));
            Assert.Equal("noindex", Assert.Single(page.Headers["X-Robots-Tag"]));
            Assert.Equal("text/html; charset=utf-8", Assert.Single(page.Headers["Content-Type"]));
            if (page.Html.Length > 0)
            {
                string style = Regex.Match(page.Html, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
                Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'", csp, StringComparison.Ordinal);
                Assert.DoesNotMatch("(?i)<script|<a |<img|<link|style=|https?://", page.Html);
            }
        }
    }

    private static RequestFailedException Away() => new(503, "away");
}
