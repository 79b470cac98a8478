// Generated from docs/openapi.json by tools/api-client.mjs. Not to be edited.

export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HealthController_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HealthController_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SignInController_signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SignOutController_signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["MeController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["UsersController_list"];
        put?: never;
        post: operations["RegisterUserController_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["RolesController_grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/roles/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["RolesController_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/payees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["LinkPayeeController_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ImportsController_list"];
        put?: never;
        post: operations["ReceiveImportController_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ImportsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/imports/{id}/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ImportRejectsController_rejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/tracks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TracksController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/tracks/{isrc}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TracksController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ReleasesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog/artists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ArtistsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StatementsController_list"];
        put?: never;
        post: operations["ReceiveStatementController_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statements/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AcceptStatementController_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statements/{id}/book": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["BookStatementController_book"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StatementsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statements/{id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StatementLinesController_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statements/{id}/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StatementRejectsController_rejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/split-sheets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SplitSheetsController_list"];
        put?: never;
        post: operations["AgreeSplitSheetController_agree"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payees/{payeeId}/earnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EarningsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payees/{payeeId}/earnings-statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EarningsStatementController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayeesController_list"];
        put?: never;
        post: operations["RegisterPayeeController_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payees/{id}/payout-method": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SetPayoutMethodController_set"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payees/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayeesController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payees/{id}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayeeBalanceController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payees/{id}/postings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PostingsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payout-batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutBatchesController_list"];
        put?: never;
        post: operations["DraftPayoutBatchController_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payout-batches/{id}/revise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["RevisePayoutBatchController_revise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payout-batches/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SubmitPayoutBatchController_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payout-batches/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ApprovePayoutBatchController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payout-batches/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["RejectPayoutBatchController_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payout-batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutBatchesController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payouts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/stripe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["StripeWebhookController_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence-packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EvidencePacksController_list"];
        put?: never;
        post: operations["RequestEvidencePackController_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence-packs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EvidencePacksController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence-packs/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DownloadEvidencePackController_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AuditEventsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/checkpoints/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CheckpointsController_latest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payouts/{id}/lineage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutLineageController_lineage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payouts/{id}/lineage/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutLineageController_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        SignInDto: {
            /** @example ann@label.example */
            email: string;
            password: string;
        };
        UserAnswer: {
            id: string;
            email: string;
            name: string;
            roles: ("admin" | "finance" | "compliance" | "auditor" | "support" | "artist" | "partner")[];
            /** @description payees whose money this user may see */
            payeeIds: string[];
        };
        SignInAnswer: {
            user: components["schemas"]["UserAnswer"];
            /**
             * @description the first of the roles
             * @enum {string}
             */
            role: "admin" | "finance" | "compliance" | "auditor" | "support" | "artist" | "partner";
            /** @description CASL rules, as `createMongoAbility` takes them */
            abilities: Record<string, never>[];
            /** @example 4711 */
            position: string;
        };
        MeAnswer: {
            user: components["schemas"]["UserAnswer"];
            /**
             * @description the first of the roles
             * @enum {string}
             */
            role: "admin" | "finance" | "compliance" | "auditor" | "support" | "artist" | "partner";
            /** @description CASL rules, as `createMongoAbility` takes them */
            abilities: Record<string, never>[];
        };
        RegisterUserDto: {
            /** @example ann@label.example */
            email: string;
            /** @example Ann Olsen */
            name: string;
            password: string;
            roles: ("admin" | "finance" | "compliance" | "auditor" | "support" | "artist" | "partner")[];
        };
        Created: {
            /**
             * @description place in the log; pass it as ?atLeast= to a read that must see this write
             * @example 4711
             */
            position: string;
            id: string;
        };
        RoleDto: {
            /** @enum {string} */
            role: "admin" | "finance" | "compliance" | "auditor" | "support" | "artist" | "partner";
        };
        Written: {
            /**
             * @description place in the log; pass it as ?atLeast= to a read that must see this write
             * @example 4711
             */
            position: string;
        };
        LinkPayeeDto: {
            /** Format: uuid */
            payeeId: Record<string, never>;
        };
        UserListItem: {
            id: string;
            email: string;
            name: string;
            roles: ("admin" | "finance" | "compliance" | "auditor" | "support" | "artist" | "partner")[];
            payeeIds: string[];
            registeredAt: string;
            lastSignIn: string | null;
            lockedUntil: string | null;
        };
        FieldError: {
            /** @example shares.1.percent */
            field: string;
            /** @example percent must be a decimal number */
            message: string;
        };
        Problem: {
            /** @example maker-is-checker */
            type: string;
            /** @example Forbidden */
            title: string;
            /** @example 403 */
            status: number;
            /** @example the maker of a batch can not approve it */
            detail: string;
            errors?: components["schemas"]["FieldError"][];
            /** @description of a `concurrency-conflict`: the revision that the thing has now */
            revision?: number | null;
            /** @description of a `concurrency-conflict`: the stream that somebody else wrote to */
            stream?: string;
        };
        ImportLines: {
            total: number;
            accepted: number;
            rejected: number;
        };
        ImportAnswer: {
            id: string;
            /** @enum {string} */
            status: "received" | "running" | "finished" | "rejected";
            fileName: string;
            /** @description SHA-256 of the file, hex */
            fileSha256: string;
            bytes: number;
            receivedAt: string;
            /** @description zero until the import has finished */
            lines: components["schemas"]["ImportLines"];
            /** @description why the file as a whole was rejected */
            reason: string | null;
            /** @description of the import's last event; as ?atLeast= it makes lists show what came in */
            position: string;
        };
        RejectAnswer: {
            /** @description number of the line in the file, from 1 */
            line: number;
            column: string | null;
            reason: string;
            /** @description the line as it stands in the file */
            raw: string;
        };
        TrackAnswer: {
            /** @example GBXWZ0800015 */
            isrc: string;
            title: string;
            version: string | null;
            artistId: string;
            artistName: string;
            /** @description GTIN of its release, 14 digits */
            upc: string | null;
            durationSeconds: number | null;
        };
        ReleaseAnswer: {
            /**
             * @description GTIN, 14 digits
             * @example 00718752155427
             */
            upc: string;
            title: string;
            artistId: string;
            artistName: string;
            label: string | null;
            /** @description YYYY-MM-DD */
            releaseDate: string | null;
        };
        ArtistAnswer: {
            id: string;
            name: string;
        };
        Received: {
            /**
             * @description place in the log; pass it as ?atLeast= to a read that must see this write
             * @example 4711
             */
            position: string;
            id: string;
            /** @description SHA-256 of the file, hex */
            sha256: string;
        };
        AcceptStatementDto: {
            /** @example the service confirmed the total by mail on 3 April */
            reason: string;
        };
        Period: {
            /** @example 2025-01-01 */
            from: string;
            /** @example 2025-03-31 */
            to: string;
        };
        Lines: {
            total: number;
            accepted: number;
            rejected: number;
            /** @description accepted lines that the catalogue does not know, as of parsing, then of booking */
            unmatched: number;
            /** @description accepted lines that stand more than once */
            duplicateLooking: number;
        };
        Total: {
            /** @example USD */
            currency: string;
            /** @example 12.345600 */
            amount: string;
        };
        Booked: {
            currency: string;
            credited: string;
            held: string;
        };
        Control: {
            name: string;
            stated: string;
            counted: string;
            holds: boolean;
        };
        Warning: {
            code: string;
            text: string;
            count: number;
            firstLine: number;
        };
        Rejection: {
            /** @example cut-off */
            code: string;
            reason: string;
            line: number | null;
        };
        StatementAnswer: {
            id: string;
            /** @enum {string} */
            status: "received" | "parsing" | "needs-attention" | "parsed" | "booked" | "rejected";
            /** @description a booking was asked for and is not there yet */
            booking: boolean;
            fileName: string;
            sha256: string;
            bytes: number;
            receivedAt: string;
            receivedBy: string;
            format: string | null;
            formatVersion: string | null;
            source: string | null;
            period: components["schemas"]["Period"] | null;
            lines: components["schemas"]["Lines"];
            totals: components["schemas"]["Total"][];
            booked: components["schemas"]["Booked"][];
            controls: components["schemas"]["Control"][];
            warnings: components["schemas"]["Warning"][];
            /** @description why a person must look */
            problems: string[];
            acceptedBecause: string | null;
            rejection: components["schemas"]["Rejection"] | null;
            corrects: string | null;
            supersededBy: string | null;
            /** @description RFC 6962 root over the breakdown, hex */
            groupsRoot: string | null;
            groupCount: number | null;
            /** @description of its last event; goes into ?atLeast= */
            position: string;
        };
        LineAnswer: {
            /** @description number of the line in the file, from 1 */
            line: number;
            isrc: string | null;
            upc: string | null;
            title: string | null;
            artist: string | null;
            service: string;
            territory: string | null;
            /** @example 2025-01-01 */
            saleMonth: string;
            quantity: string;
            amount: string;
            currency: string;
        };
        RejectedLine: {
            /** @description number of the line in the file, from 1 */
            line: number;
            column: string | null;
            /** @example not-a-number */
            code: string;
            reason: string;
            /** @description the line as it stands in the file */
            raw: string;
        };
        SplitTargetDto: {
            /**
             * @description a recording; either this or `upc`
             * @example GBXWZ0800015
             */
            isrc?: string;
            /**
             * @description a release: what its recordings have no sheet for
             * @example 718752155427
             */
            upc?: string;
        };
        SplitShareDto: {
            payeeId: string;
            /**
             * @description per cent, up to six decimals
             * @example 33.333333
             */
            percent: string;
        };
        SplitSheetDto: {
            target: components["schemas"]["SplitTargetDto"];
            /**
             * @description divides sales of months from this day on, until a later sheet
             * @example 2025-01-01
             */
            effectiveFrom: string;
            /** @description sum to exactly 100 per cent */
            shares: components["schemas"]["SplitShareDto"][];
        };
        SplitSheetAnswer: {
            id: string;
            target: components["schemas"]["SplitTargetDto"];
            /** @example 2025-01-01 */
            effectiveFrom: string;
            shares: components["schemas"]["SplitShareDto"][];
            agreedAt: string;
        };
        EarningsItem: {
            /** @description month, service, territory or ISRC; null when not known */
            key: string | null;
            /** @description for people: the title of a track */
            label: string;
            currency: string;
            /** @description exact share of the lines, not rounded */
            amount: string;
            quantity: string;
        };
        EarningsAnswer: {
            /** @enum {string} */
            by: "month" | "service" | "territory" | "track";
            items: components["schemas"]["EarningsItem"][];
        };
        PayoutMethodInput: {
            /**
             * @description ISO 3166-1 alpha-2
             * @example DE
             */
            country?: string;
            /** @example EUR */
            currency?: string;
            /**
             * @description IBAN or the country's own number; goes to the provider and is not kept here
             * @example DE89370400440532013000
             */
            accountNumber?: string;
            /**
             * @description where there is no IBAN
             * @example 110000000
             */
            routingNumber?: string;
            /** @description not kept here */
            holderName?: string;
            /**
             * @description instead of a bank account
             * @example acct_1NnL2bPa7Z2xYQ
             */
            accountId?: string;
        };
        RegisterPayeeDto: {
            name: string;
            payoutMethod?: components["schemas"]["PayoutMethodInput"];
        };
        PayoutMethodDto: {
            /** @example stripe */
            provider: string;
            /** @description the payee's account at the provider */
            accountId: string;
            /** Format: date-time */
            setAt: string | null;
        };
        BalanceDto: {
            /** @example EUR */
            currency: string;
            /**
             * @description owed to the payee and promised to no payout
             * @example 12.345600
             */
            available: string;
            /**
             * @description on its way, or back from a failed payout but not yet free
             * @example 100.00
             */
            held: string;
        };
        PayeeDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            registeredAt: string;
            payoutMethod: components["schemas"]["PayoutMethodDto"] | null;
            balances: components["schemas"]["BalanceDto"][];
        };
        PostingDto: {
            id: string;
            /** Format: date-time */
            at: string;
            /** @example royalties.statement-booked.v1 */
            type: string;
            /** @description id of the statement or payout */
            reference: string;
            /** @example -12.34 */
            amount: string;
            /** @example EUR */
            currency: string;
            /** @description place in the log */
            position: string;
        };
        DraftPayoutBatchDto: {
            /** @example EUR */
            currency: string;
            /** @description only these payees; else everyone with a balance */
            payeeIds?: string[];
        };
        RevisePayoutBatchDto: {
            /** @description payouts to take out of the batch */
            without: string[];
        };
        ApprovePayoutBatchDto: {
            /** @description of the batch as the checker has seen it */
            contentHash: string;
        };
        RejectPayoutBatchDto: {
            reason: string;
        };
        BatchDto: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "draft" | "submitted" | "approved" | "rejected";
            /** @example EUR */
            currency: string;
            /** @example 1234.50 */
            total: string;
            /** @description number of payments */
            payees: number;
            /** Format: date-time */
            createdAt: string;
            /** @description user id */
            maker: string;
            /** @description user id */
            submittedBy: string | null;
            /** @description user id of who approved or rejected */
            checker: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            /** @description of a rejection */
            reason: string | null;
            /** @description what an approval has to name: it covers these lines and no others */
            contentHash: string;
        };
        BatchLineDto: {
            /** Format: uuid */
            payoutId: string;
            /** Format: uuid */
            payeeId: string;
            payeeName: string;
            /** @example 12.34 */
            amount: string;
            /**
             * @description null before the batch is approved
             * @enum {string|null}
             */
            state: "pending" | "in-transit" | "paid" | "failed" | "returned" | "unknown" | "skipped" | null;
            reason: string | null;
        };
        SkippedPayeeDto: {
            /** Format: uuid */
            payeeId: string;
            payeeName: string;
            /** @example 0.40 */
            amount: string;
            /** @example below-minimum */
            code: string;
            reason: string;
        };
        RefusedApprovalDto: {
            by: string;
            /** @example maker-is-checker */
            because: string;
            /** Format: date-time */
            at: string;
        };
        BatchDetailDto: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "draft" | "submitted" | "approved" | "rejected";
            /** @example EUR */
            currency: string;
            /** @example 1234.50 */
            total: string;
            /** @description number of payments */
            payees: number;
            /** Format: date-time */
            createdAt: string;
            /** @description user id */
            maker: string;
            /** @description user id */
            submittedBy: string | null;
            /** @description user id of who approved or rejected */
            checker: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            /** @description of a rejection */
            reason: string | null;
            /** @description what an approval has to name: it covers these lines and no others */
            contentHash: string;
            lines: components["schemas"]["BatchLineDto"][];
            skipped: components["schemas"]["SkippedPayeeDto"][];
            refusedApprovals: components["schemas"]["RefusedApprovalDto"][];
            /**
             * @description number of payouts by state
             * @example {
             *       "paid": 12,
             *       "failed": 1
             *     }
             */
            payouts: {
                [key: string]: number;
            };
        };
        PayoutDto: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            batchId: string;
            /** Format: uuid */
            payeeId: string;
            payeeName: string;
            /** @example 12.34 */
            amount: string;
            /** @example EUR */
            currency: string;
            /** @enum {string} */
            state: "pending" | "in-transit" | "paid" | "failed" | "returned" | "unknown" | "skipped";
            /** @description in words, when there is something to explain */
            reason: string | null;
            /** @example account_closed */
            code: string | null;
            providerTransferId: string | null;
            providerPayoutId: string | null;
            /** @description the bank's own mark to trace it by */
            traceId: string | null;
            /** Format: date-time */
            requestedAt: string;
            /** Format: date */
            arrivalDate: string | null;
            /** Format: date-time */
            paidAt: string | null;
        };
        WebhookReceived: {
            received: boolean;
        };
        EvidencePackRequest: {
            /** @description id of an approved payout batch */
            payoutBatchId: string;
        };
        EvidencePackItem: {
            id: string;
            payoutBatchId: string;
            /** @enum {string} */
            status: "requested" | "built" | "failed";
            requestedBy: string;
            requestedAt: string;
            builtAt: string | null;
            bytes: number | null;
            /** @description SHA-256 of the ZIP */
            file: string | null;
            /** @description events under the pack’s checkpoint */
            treeSize: number | null;
            /** @description why it failed */
            reason: string | null;
            downloads: number;
        };
        AuditActor: {
            /** @enum {string} */
            kind: "user" | "api-key" | "system";
            id: string;
        };
        AuditEventItem: {
            id: string;
            position: string;
            stream: string;
            revision: number;
            type: string;
            occurredAt: string;
            actor: components["schemas"]["AuditActor"];
            reason: string | null;
            /** @description null when it is too large for a list (`dataBytes`) */
            data: Record<string, never> | null;
            dataBytes: number | null;
            metadata: Record<string, never> | null;
        };
        CheckpointAnswer: {
            origin: string;
            /** @description events sealed */
            size: number;
            /** @description RFC 6962 root, hex */
            rootHash: string;
            /** @description when the witness cosigned it */
            at: string | null;
            /** @description C2SP signed note */
            note: string;
            logKey: string;
            witnessKey: string;
        };
        LineagePayout: {
            id: string;
            batchId: string;
            payeeId: string;
            amount: string;
            currency: string;
            /** @enum {string} */
            state: "pending" | "in-transit" | "paid" | "failed" | "returned" | "unknown" | "skipped";
            reason: string | null;
            requestedAt: string;
            paidAt: string | null;
            arrivalDate: string | null;
            /** @description the payment provider’s id of the bank transfer */
            bankTransfer: string | null;
        };
        LineageTrack: {
            isrc: string | null;
            title: string | null;
            /** @description the payee’s share; null when sheets differ */
            percent: string | null;
            lineCount: number;
            /** @description what this payee got */
            amount: string;
        };
        LineageStatement: {
            statementId: string;
            fileName: string;
            source: string | null;
            /** @description credited to this payee; a correction less what it took back */
            amount: string;
            /** @description the statement that this one corrects */
            corrects: string | null;
            tracks: components["schemas"]["LineageTrack"][];
        };
        Lineage: {
            payout: components["schemas"]["LineagePayout"];
            statements: components["schemas"]["LineageStatement"][];
        };
        LineageLine: {
            statementId: string;
            groupKey: string;
            line: number;
            isrc: string | null;
            upc: string | null;
            title: string | null;
            artist: string | null;
            service: string;
            territory: string | null;
            saleMonth: string;
            quantity: string;
            amount: string;
            currency: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    HealthController_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    HealthController_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `status` is `ok` or `degraded`; `details` has the state of each part */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `status` is `error`; `error` names the parts that are down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    SignInController_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInAnswer"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SignOutController_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MeController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeAnswer"];
                };
            };
        };
    };
    UsersController_list: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["UserListItem"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    RegisterUserController_register: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterUserDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RolesController_grant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RolesController_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinkPayeeController_link: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkPayeeDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ImportsController_list: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ImportAnswer"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    ReceiveImportController_receive: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description CSV, semicolon or tab separated; heading, in any order: artist, release_title, upc, label, release_date, track_title, version, isrc, duration_seconds
                     */
                    file: string;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unreadable-catalogue`; `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ImportsController_one: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
        };
    };
    ImportRejectsController_rejects: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RejectAnswer"][];
                        next: string | null;
                    };
                    "text/csv": string;
                };
            };
        };
    };
    TracksController_list: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                /** @description in any case, hyphens and spaces allowed */
                isrc?: string;
                /** @description tracks of this release: UPC, EAN or GTIN */
                upc?: string;
                /** @description part of title, version or artist, in any case, accents left out or not */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TrackAnswer"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    TracksController_one: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
            };
            header?: never;
            path: {
                isrc: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackAnswer"];
                };
            };
        };
    };
    ReleasesController_list: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                /** @description UPC, EAN or GTIN of 8, 12, 13 or 14 digits */
                upc?: string;
                /** @description part of title, artist or label */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ReleaseAnswer"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    ArtistsController_list: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                /** @description part of the name */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ArtistAnswer"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    StatementsController_list: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                status?: "received" | "parsing" | "needs-attention" | "parsed" | "booked" | "rejected";
                source?: string;
                sort?: "receivedAt" | "-receivedAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["StatementAnswer"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    ReceiveStatementController_receive: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description DDEX DSR, DistroKid or TuneCore; gzip and UTF-16 are read
                     */
                    file: string;
                    /**
                     * @description what the file must be; recognised by content when not given
                     * @enum {string}
                     */
                    format?: "ddex-dsr-basic-audio" | "ddex-dsr-ugc" | "distrokid" | "tunecore";
                    /**
                     * Format: uuid
                     * @description id of the booked statement that this file replaces
                     */
                    corrects?: string;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description `statement-already-received`, with the `id` of the first; `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AcceptStatementController_accept: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptStatementDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description `wrong-statement-state`; `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BookStatementController_book: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description `statement-not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong-statement-state`, `cannot-correct`; `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatementsController_one: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementAnswer"];
                };
            };
            /** @description `statement-not-found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StatementLinesController_lines: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                isrc?: string;
                /** @description of a booked statement: lines that were held, and why */
                held?: "unmatched" | "no-split-sheet";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LineAnswer"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    StatementRejectsController_rejects: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RejectedLine"][];
                        next: string | null;
                    };
                    "text/csv": string;
                };
            };
        };
    };
    SplitSheetsController_list: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                isrc?: string;
                upc?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SplitSheetAnswer"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    AgreeSplitSheetController_agree: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitSheetDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description `sheet-already-agreed`; `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `shares-do-not-sum`, `payee-twice`, `unknown-payee` …; `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EarningsController_read: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description first month of sale */
                from?: string;
                /** @description last month of sale */
                to?: string;
                currency?: string;
                by?: "month" | "service" | "territory" | "track";
            };
            header?: never;
            path: {
                payeeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EarningsAnswer"];
                };
            };
        };
    };
    EarningsStatementController_read: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description first month of sale */
                from?: string;
                /** @description last month of sale */
                to?: string;
                currency?: string;
            };
            header?: never;
            path: {
                payeeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    PayeesController_list: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                /** @description part of the name */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PayeeDto"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    RegisterPayeeController_register: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterPayeeDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SetPayoutMethodController_set: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutMethodInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayeesController_one: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayeeDto"];
                };
            };
        };
    };
    PayeeBalanceController_read: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceDto"][];
                };
            };
        };
    };
    PostingsController_list: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                currency?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PostingDto"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    PayoutBatchesController_list: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                status?: "draft" | "submitted" | "approved" | "rejected";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BatchDto"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    DraftPayoutBatchController_draft: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftPayoutBatchDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RevisePayoutBatchController_revise: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevisePayoutBatchDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SubmitPayoutBatchController_submit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApprovePayoutBatchController_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovePayoutBatchDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description `maker-is-checker` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `content-changed`, `wrong-payout-batch-state`; `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    RejectPayoutBatchController_reject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectPayoutBatchDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Written"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayoutBatchesController_one: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchDetailDto"];
                };
            };
        };
    };
    PayoutsController_list: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                state?: "pending" | "in-transit" | "paid" | "failed" | "returned" | "unknown" | "skipped";
                payeeId?: string;
                batchId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PayoutDto"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    PayoutsController_one: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutDto"];
                };
            };
        };
    };
    StripeWebhookController_receive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookReceived"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EvidencePacksController_list: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                payoutBatchId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["EvidencePackItem"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    RequestEvidencePackController_request: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer (with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while the first one runs it is 409 `idempotency-key-in-use`. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvidencePackRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description `concurrency-conflict`, with the `revision` that there is now; `idempotency-key-in-use`, with `Retry-After` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-key-reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EvidencePacksController_one: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidencePackItem"];
                };
            };
        };
    };
    DownloadEvidencePackController_download: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
        };
    };
    AuditEventsController_list: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                stream?: string;
                /** @description a type, with or without its version, or a context: `payouts` */
                type?: string;
                /** @description id of a user, an API key or a part of the system */
                actor?: string;
                /** @description ISO 8601, included */
                from?: string;
                /** @description ISO 8601; a date without a time is included to its end (UTC) */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEventItem"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
    CheckpointsController_latest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckpointAnswer"];
                    "text/plain": components["schemas"]["CheckpointAnswer"];
                };
            };
        };
    };
    PayoutLineageController_lineage: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lineage"];
                };
            };
        };
    };
    PayoutLineageController_lines: {
        parameters: {
            query?: {
                /** @description `position` of a write: the answer has seen it, or is 503 `view-behind` */
                atLeast?: string;
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                statementId?: string;
                isrc?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LineageLine"][];
                        /** @description goes into ?after= for the following page */
                        next: string | null;
                    };
                };
            };
        };
    };
}
