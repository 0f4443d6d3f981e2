using System.Net;
using System.Net.Http.Headers;
using System.Text;
using InventoryFunctions.Callbacks;
using InventoryFunctions.Domain.PurchaseOrders;
using InventoryFunctions.PurchaseOrders;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Callbacks;

namespace InventoryFunctions.Tests.PurchaseOrders.Approval;

/// <summary>What programs and attackers do with the page.</summary>
[Trait("Parity", "B6")]
[Trait("Parity", "D6")]
public sealed class DecisionSafetyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Secret = "Secret Product";

    [Fact]
    public async Task Link_OpenedByAnybodyHoweverOften_ChangesNothing()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        Uri link = app.LinkTo(order);

        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync(new Uri(link + "&action=approve&version=1"))).Status);
        ApprovalApp.Page head = await app.SendAsync(HttpMethod.Head, link);
        Assert.Equal((HttpStatusCode.OK, ""), (head.Status, head.Html));
        using (HttpRequestMessage prefetch = new(HttpMethod.Get, link) { Headers = { { "Sec-Purpose", "prefetch" } } })
        using (HttpResponseMessage answer = await app.Http.SendAsync(prefetch))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Options])
        {
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await app.SendAsync(method, link)).Status);
        }

        Assert.Equivalent(order, await app.OrderAsync(order.PurchaseOrderId), strict: true);
    }

    [Fact]
    public async Task Token_ForgedInAnyPart_OpensNothingDecidesNothingAndTellsNothing()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        await app.AddItemAsync("tv", Secret);
        PurchaseOrder order = await app.RequestAsync(12);
        PurchaseOrder other = await app.RequestAsync(12, "desk");
        string token = app.TokenOf(order);
        string[] parts = token.Split('.');
        TaskToken signed = new()
        {
            Instance = PurchaseOrderWorkflows.InstanceIdOf(order.PurchaseOrderId),
            Event = PurchaseOrderWorkflows.PurchaseOrderDecided,
            Purpose = "decision",
            ExpiresAt = order.ExpiresAt,
            Audience = "administrator",
        };
        Assert.Equal(token, app.Tokens.Sign(signed));

        string[] forged =
        [
            "",
            "v1",
            $"v2.{parts[1]}.{parts[2]}",
            $"v1.{parts[1][..^1]}{(parts[1][^1] == 'A' ? 'B' : 'A')}.{parts[2]}",
            $"v1.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}",
            $"v1.{parts[1]}.{parts[2][..^1]}{(parts[2][^1] == 'A' ? 'B' : 'A')}",
            $"v1.{parts[1]}.",
            token + token,
            TestTokens.With(app.Clock, TestTokens.NewKey()).Sign(signed),
            app.TokenOf(other),
            app.Tokens.Sign(signed with { Purpose = "task" }),
            app.Tokens.Sign(signed with { Event = "Another" }),
        ];
        foreach (string text in forged)
        {
            ApprovalApp.Page page = await app.GetAsync(new Uri(app.LinkTo(order).GetLeftPart(UriPartial.Path) + "?token=" + text));
            ApprovalApp.Page answer = await app.PostAsync(order, ("token", text), ("action", "approve"), ("version", "1"));
            Assert.All([page, answer], refused =>
            {
                Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
                Assert.DoesNotContain(Secret, refused.Text, StringComparison.Ordinal);
                Assert.DoesNotContain(order.PurchaseOrderId, refused.Html, StringComparison.Ordinal);
            });
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await app.GetAsync(new Uri(app.LinkTo(order).GetLeftPart(UriPartial.Path)))).Status);
        Assert.True((await app.OrderAsync(order.PurchaseOrderId)).IsOpen);
    }

    [Fact]
    public async Task Token_OfAnOrderThatIsNotThere_IsToldApartFromAForgedOneOnlyWithTheKey()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12) with { PurchaseOrderId = Guid.CreateVersion7(app.Clock.GetUtcNow()).ToString() };

        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync(app.LinkTo(order))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.PostAsync(order, ("token", app.TokenOf(order)), ("action", "approve"), ("version", "1"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.PostAsync(order, ("token", "v1.e30.x"), ("action", "approve"), ("version", "1"))).Status);
    }

    [Theory]
    [InlineData(-1, HttpStatusCode.OK)]
    [InlineData(0, HttpStatusCode.Gone)]
    [InlineData(1, HttpStatusCode.Gone)]
    public async Task Decision_AroundTheEndOfItsTime_CountsBeforeItOnly(int seconds, HttpStatusCode status)
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        app.Clock.Advance(order.ExpiresAt - app.Clock.GetUtcNow() + TimeSpan.FromSeconds(seconds));

        ApprovalApp.Page shown = await app.GetAsync(app.LinkTo(order));
        ApprovalApp.Page decided = await app.PostAsync(order, ("token", app.TokenOf(order)), ("action", "approve"), ("version", "1"));

        Assert.Equal((status, status), (shown.Status, decided.Status));
        Assert.Equal(status != HttpStatusCode.OK, (await app.OrderAsync(order.PurchaseOrderId)).IsOpen);
        Assert.Equal(status == HttpStatusCode.Gone, shown.Text.Contains("could be decided until 31 January 2026, 12:00 UTC", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("approve", "was approved by administrator on 1 January 2026, 12:00 UTC")]
    [InlineData("reject", "was rejected by administrator on 1 January 2026, 12:00 UTC")]
    public async Task Link_OfADecidedOrderOnceItsTimeIsOver_StillShowsWhoDecidedAndWhen(string action, string expected)
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        (string, string)[] form = [("token", app.TokenOf(order)), ("action", action), ("version", "1")];
        await app.PostAsync(order, form);
        PurchaseOrder decided = await app.OrderAsync(order.PurchaseOrderId);
        app.Clock.Advance(order.ExpiresAt - app.Clock.GetUtcNow() + TimeSpan.FromDays(1));

        ApprovalApp.Page shown = await app.GetAsync(app.LinkTo(order));
        ApprovalApp.Page repeated = await app.PostAsync(order, form);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (shown.Status, repeated.Status));
        Assert.All([shown, repeated], page => Assert.Contains(expected, page.Text, StringComparison.Ordinal));
        Assert.Equivalent(decided, await app.OrderAsync(order.PurchaseOrderId), strict: true);
    }

    [Fact]
    public async Task Decision_Repeated_IsRefusedWithTheFirstOnesPersonAndTime()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        (string, string)[] form = [("token", app.TokenOf(order)), ("action", "approve"), ("version", "1"), ("comment", "first")];
        await app.PostAsync(order, form);
        PurchaseOrder decided = await app.OrderAsync(order.PurchaseOrderId);
        app.Clock.Advance(TimeSpan.FromDays(2));

        ApprovalApp.Page replayed = await app.PostAsync(order, form);
        ApprovalApp.Page reversed = await app.PostAsync(order, ("token", app.TokenOf(order)), ("action", "reject"), ("version", "1"), ("comment", "second"));

        Assert.All([replayed, reversed], page =>
        {
            Assert.Equal(HttpStatusCode.Conflict, page.Status);
            Assert.Contains("was approved by administrator on 1 January 2026, 12:00 UTC", page.Text, StringComparison.Ordinal);
        });
        Assert.Equivalent(decided, await app.OrderAsync(order.PurchaseOrderId), strict: true);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("Approve")]
    [InlineData("approve,reject")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Action_ThatIsNone_IsRefusedByTheWordsOfTheOriginal(string? action)
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        List<(string, string)> form = [("token", app.TokenOf(order)), ("version", "1")];
        if (action is not null)
        {
            form.Add(("action", action));
        }

        ApprovalApp.Page page = await app.PostAsync(order, [.. form]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Unrecognized action. Expected: approve, reject.", page.Text, StringComparison.Ordinal);
        Assert.True((await app.OrderAsync(order.PurchaseOrderId)).IsOpen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("one")]
    [InlineData("99999999999")]
    public async Task Version_ThatIsNone_IsRefused(string version)
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);

        Assert.Equal(HttpStatusCode.BadRequest, (await app.PostAsync(order, ("token", app.TokenOf(order)), ("action", "approve"), ("version", version))).Status);
        Assert.True((await app.OrderAsync(order.PurchaseOrderId)).IsOpen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Comment_OfAMegabyte_IsRefusedAndDecidesNothing(bool announcesItsLength)
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        byte[] body = Encoding.ASCII.GetBytes($"token={app.TokenOf(order)}&action=approve&version=1&comment={new string('x', 1024 * 1024)}");
        using HttpContent content = announcesItsLength ? new ByteArrayContent(body) : new StreamContent(new UnknownLength(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");

        using HttpRequestMessage request = new(HttpMethod.Post, ApprovalApp.RouteOf(order)) { Content = content, Headers = { ExpectContinue = true } };
        using HttpResponseMessage answer = await app.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.True((await app.OrderAsync(order.PurchaseOrderId)).IsOpen);
    }

    [Theory]
    [InlineData("a=b", "application/x-www-form-urlencoded; charset=utf-7", HttpStatusCode.UnsupportedMediaType, "charset=utf-8")]
    [InlineData("a=b", "application/x-www-form-urlencoded; charset=utf-16", HttpStatusCode.UnsupportedMediaType, "charset=utf-8")]
    [InlineData("a=1&b=2&c=3&d=4&e=5", "application/x-www-form-urlencoded", HttpStatusCode.BadRequest, "The form has the fields token, action, version, comment, and no others.")]
    [InlineData("%", "application/x-www-form-urlencoded; charset=\"UTF-8\"", HttpStatusCode.BadRequest, "The form has the fields")]
    [InlineData("", "application/x-www-form-urlencoded", HttpStatusCode.Forbidden, "This link is not valid")]
    [InlineData("token=%ff%00+%u1&comment=%00", "application/x-www-form-urlencoded", HttpStatusCode.Forbidden, "This link is not valid")]
    public async Task Form_ThatNoPageSends_IsRefusedForWhatItIs(string body, string contentType, HttpStatusCode status, string reason)
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        using ByteArrayContent content = new(Encoding.ASCII.GetBytes(body));
        content.Headers.Add("Content-Type", contentType);

        using HttpResponseMessage answer = await app.Http.PostAsync(new Uri(ApprovalApp.RouteOf(order), UriKind.Relative), content);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(reason, (await ApprovalApp.Page.ReadAsync(answer)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_AboveThePresentOne_IsRefusedAsNoneThatThePageShowed()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);

        ApprovalApp.Page page = await app.PostAsync(order, ("token", app.TokenOf(order)), ("action", "approve"), ("version", "2"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("version must be the version that the page showed", page.Text, StringComparison.Ordinal);
        Assert.True((await app.OrderAsync(order.PurchaseOrderId)).IsOpen);
    }

    [Fact]
    public async Task Form_OfAnotherKind_IsRefused()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);
        using MultipartFormDataContent multipart = new() { { new StringContent(app.TokenOf(order)), "token" }, { new StringContent("approve"), "action" } };
        using StringContent json = new("{}", Encoding.UTF8, "application/json");

        foreach (HttpContent content in (HttpContent[])[multipart, json])
        {
            using HttpResponseMessage answer = await app.Http.PostAsync(new Uri(ApprovalApp.RouteOf(order), UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        }

        Assert.True((await app.OrderAsync(order.PurchaseOrderId)).IsOpen);
    }

    [Fact]
    public async Task Script_InNameOrderOrComment_IsText()
    {
        const string script = "</textarea><script>alert('x')</script>\" onload=\"y";
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        await app.AddItemAsync("tv", script);
        PurchaseOrder order = await app.RequestAsync(12, orderId: "<b>o'1</b>");

        ApprovalApp.Page shown = await app.GetAsync(app.LinkTo(order));
        ApprovalApp.Page tooLong = await app.DecideOnPageAsync(order, "approve", script + new string('x', 1000));
        ApprovalApp.Page decided = await app.DecideOnPageAsync(order, "approve", script);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.OK], [shown.Status, tooLong.Status, decided.Status]);
        Assert.All([shown, tooLong, decided], page =>
        {
            Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<b>", page.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\" onload=\"", page.Html, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;", page.Html, StringComparison.Ordinal);
        });
        Assert.Equal(script, (await app.OrderAsync(order.PurchaseOrderId)).Comment);
    }

    [Fact]
    public async Task Direction_ForcedInNameOrderOrComment_TurnsNothingAround()
    {
        const string turned = "\u202Eeno\u2069\u202E";
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        await app.AddItemAsync("tv", turned);
        PurchaseOrder order = await app.RequestAsync(12, orderId: turned);

        ApprovalApp.Page shown = await app.GetAsync(app.LinkTo(order));
        ApprovalApp.Page decided = await app.DecideOnPageAsync(order, "approve", turned);

        Assert.Contains("Buy eno?", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Order <bdi>eno</bdi> asks for 12 pieces", shown.Html, StringComparison.Ordinal);
        Assert.Contains("<blockquote dir=\"auto\">eno</blockquote>", decided.Html, StringComparison.Ordinal);
        Assert.All([shown, decided], page => Assert.DoesNotContain('\u202E', page.Text));
    }

    [Fact]
    public async Task Decisions_ThatComeAtOnce_AreOne()
    {
        await using ApprovalApp app = await ApprovalApp.StartAsync(azurite);
        PurchaseOrder order = await app.RequestAsync(12);

        ApprovalApp.Page[] pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            app.PostAsync(order, ("token", app.TokenOf(order)), ("action", i % 2 == 0 ? "approve" : "reject"), ("version", "1"))));

        Assert.Single(pages, page => page.Status == HttpStatusCode.OK);
        Assert.Equal(7, pages.Count(page => page.Status == HttpStatusCode.Conflict));
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
